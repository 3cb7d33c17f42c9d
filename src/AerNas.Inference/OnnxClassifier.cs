namespace AerNas.Inference;

/// <summary>Classifies pictures with a model that AerNas exported to ONNX; they are prepared as the file tells. Any number of threads may
/// use one classifier at once.</summary>
/// <example><code>
/// using var classifier = OnnxClassifier.Load("model.onnx");
/// Console.WriteLine(classifier.Classify("photo.jpg").Class);
/// </code></example>
public sealed class OnnxClassifier : IDisposable
{
    private readonly OnnxSession _session;

    private OnnxClassifier(OnnxSession session, OnnxCard card) => (_session, Card) = (session, card);

    /// <summary>What the file tells about its model.</summary>
    public OnnxCard Card { get; }

    /// <summary>Reads a model.</summary>
    /// <param name="path">The ONNX file.</param>
    /// <param name="threads">How many threads compute a batch; 0: as many as there are processors.</param>
    /// <exception cref="OnnxFormatException">It is missing, damaged, or not one that AerNas exported.</exception>
    public static OnnxClassifier Load(string path, int threads = 0)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentOutOfRangeException.ThrowIfNegative(threads);
        var model = OnnxSession.ReadBytes(path);
        var session = new OnnxSession(path, model, threads);
        try
        {
            var card = OnnxCard.Read(session.Metadata, path);
            if (!session.Takes(card.Preparation.Channels, card.Resizes ? null : card.Preparation.Size, card.ClassNames.Count))
                throw new OnnxFormatException(path, "its network is not the one it tells of. Export the model again.");
            return OnnxSeal.IsIntact(model) ? new OnnxClassifier(session, card) : throw new OnnxFormatException(path,
                $"its bytes do not match the SHA-256 that it was exported with: it is damaged, or was changed since. {OnnxSession.Remedy} "
                + $"Where it was changed on purpose, take {OnnxSeal.Key} out of its metadata.");
        }
        catch (OnnxFormatException)
        {
            session.Dispose();
            throw;
        }
    }

    /// <summary>What the model takes a picture for.</summary>
    /// <param name="file">A JPEG, PNG, BMP or WebP file.</param>
    /// <param name="top">How many of the likeliest classes are told; at most all.</param>
    /// <exception cref="PictureFormatException">The picture is missing or unreadable.</exception>
    public Prediction Classify(string file, int top = 1) => Answer(file, Card.Preparation.Read(file), top);

    /// <summary>What the model takes a picture for that is in memory.</summary>
    /// <param name="picture">The whole of a JPEG, PNG, BMP or WebP file.</param>
    /// <param name="top">How many of the likeliest classes are told; at most all.</param>
    /// <param name="name">What the picture is called in the answer and in messages.</param>
    /// <exception cref="PictureFormatException">It is unreadable.</exception>
    public Prediction Classify(byte[] picture, int top = 1, string name = "picture") =>
        Answer(name, Card.Preparation.Decode(name, picture), top);

    /// <summary>What the model takes a picture for that a stream holds from where it stands to its end; the stream stays open.</summary>
    /// <inheritdoc cref="Classify(byte[], int, string)"/>
    public Prediction Classify(Stream picture, int top = 1, string name = "picture")
    {
        ArgumentNullException.ThrowIfNull(picture);
        using var bytes = new MemoryStream();
        picture.CopyTo(bytes);
        return Classify(bytes.ToArray(), top, name);
    }

    /// <summary>What the model takes those pictures for that can be read, and what is wrong with the others.</summary>
    /// <param name="files">JPEG, PNG, BMP or WebP files.</param>
    /// <param name="top">How many of the likeliest classes are told; at most all.</param>
    /// <param name="framing">How pictures that are not square are made so; by default as those the model learnt from.</param>
    public Predictions ClassifyReadable(IReadOnlyList<string> files, int top = 1, Framing? framing = null) => Predictions.Of(
        files, Card.Preparation with { Framing = framing ?? Card.Preparation.Framing }, (Card.ClassNames, top), Probabilities);

    /// <inheritdoc/>
    public void Dispose() => _session.Dispose();

    /// <summary>How sure the model is of each class, picture by picture. // [N][C, size, size] to [N][K]</summary>
    internal double[][] Probabilities(IReadOnlyList<byte[]> pictures)
    {
        var (channels, size, _) = Card.Preparation;
        var sure = _session.Run([.. pictures.SelectMany(picture => picture)], pictures.Count, channels, size, size);
        return [.. sure.Select(probability => (double)probability).Chunk(Card.ClassNames.Count)];
    }

    private Prediction Answer(string name, byte[] pixels, int top)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(top, 1);
        return Prediction.Of(name, Probabilities([pixels])[0], (Card.ClassNames, top));
    }
}
