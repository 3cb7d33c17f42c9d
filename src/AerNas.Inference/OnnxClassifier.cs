namespace AerNas.Inference;

/// <summary>Classifies pictures with a model that AerNas exported to ONNX; they are prepared as the file tells. Any number of threads may
/// use one classifier at once.</summary>
/// <example><code>
/// using var classifier = OnnxClassifier.Load("model.onnx");
/// var (name, probability) = classifier.Classify("photo.jpg")[0];
/// </code></example>
public sealed class OnnxClassifier : IDisposable
{
    private const string InMemory = "the picture"; // what messages call one that has no name

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
        var session = new OnnxSession(path, threads);
        try
        {
            var card = OnnxCard.Read(session.Metadata, path);
            return session.Takes(card.Preparation.Channels, card.Resizes ? null : card.Preparation.Size, card.ClassNames.Count)
                ? new OnnxClassifier(session, card)
                : throw new OnnxFormatException(path, "its network is not the one it tells of. Export the model again.");
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
    /// <returns>The likeliest classes, the likeliest first.</returns>
    /// <exception cref="PictureFormatException">The picture is missing or unreadable.</exception>
    public IReadOnlyList<ClassProbability> Classify(string file, int top = 1) => Answer(Card.Preparation.Read(file), top);

    /// <summary>What the model takes a picture for.</summary>
    /// <param name="picture">The bytes of a JPEG, PNG, BMP or WebP file.</param>
    /// <inheritdoc cref="Classify(string, int)"/>
    /// <param name="top"></param>
    public IReadOnlyList<ClassProbability> Classify(byte[] picture, int top = 1) => Answer(Card.Preparation.Decode(InMemory, picture), top);

    /// <summary>What the model takes a picture for.</summary>
    /// <param name="picture">A JPEG, PNG, BMP or WebP file; it is read to its end.</param>
    /// <inheritdoc cref="Classify(string, int)"/>
    /// <param name="top"></param>
    public IReadOnlyList<ClassProbability> Classify(Stream picture, int top = 1)
    {
        ArgumentNullException.ThrowIfNull(picture);
        using var bytes = new MemoryStream();
        picture.CopyTo(bytes);
        return Classify(bytes.ToArray(), top);
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

    private ImmutableArray<ClassProbability> Answer(byte[] pixels, int top)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(top, 1);
        return Prediction.Of(InMemory, Probabilities([pixels])[0], (Card.ClassNames, top)).Likeliest;
    }
}
