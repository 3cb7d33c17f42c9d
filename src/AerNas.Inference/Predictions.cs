namespace AerNas.Inference;

/// <summary>What a model says of many pictures.</summary>
/// <param name="Readable">Of those that can be read, in the order given.</param>
/// <param name="Unreadable">What is wrong with the others.</param>
public sealed record Predictions(ImmutableArray<Prediction> Readable, ImmutableArray<PictureFormatException> Unreadable)
{
    private const int BatchSize = 64;

    /// <summary>Classifies pictures, some at a time.</summary>
    /// <param name="files">The picture files.</param>
    /// <param name="preparation">What is done to them.</param>
    /// <param name="asked">The names of the classes, and how many of the likeliest are told.</param>
    /// <param name="classify">How sure a model is of each class, picture by picture. // [N][C, H, W] to [N][K]</param>
    internal static Predictions Of(IReadOnlyList<string> files, PicturePreparation preparation,
        (IReadOnlyList<string> Classes, int Top) asked, Func<IReadOnlyList<byte[]>, double[][]> classify)
    {
        ArgumentNullException.ThrowIfNull(files);
        ArgumentOutOfRangeException.ThrowIfLessThan(asked.Top, 1);
        var (readable, unreadable) = (ImmutableArray.CreateBuilder<Prediction>(), ImmutableArray.CreateBuilder<PictureFormatException>());
        foreach (var chunk in files.Chunk(BatchSize))
        {
            var read = new List<(string File, byte[] Pixels)>();
            foreach (var file in chunk)
            {
                try
                {
                    read.Add((file, preparation.Read(file)));
                }
                catch (PictureFormatException e)
                {
                    unreadable.Add(e);
                }
            }

            if (read.Count == 0) continue;
            readable.AddRange(read.Zip(classify([.. read.Select(picture => picture.Pixels)]),
                (picture, sure) => Prediction.Of(picture.File, sure, asked)));
        }

        return new Predictions(readable.ToImmutable(), unreadable.ToImmutable());
    }
}

/// <summary>How sure a model is of a class.</summary>
/// <param name="Class">The class.</param>
/// <param name="Probability">How sure, 0 to 1.</param>
public readonly record struct ClassProbability(string Class, double Probability);

/// <summary>What a model takes a picture for.</summary>
/// <param name="File">The picture.</param>
/// <param name="Class">The likeliest class.</param>
/// <param name="Probability">How sure the model is of it, 0 to 1.</param>
public sealed record Prediction(string File, string Class, double Probability)
{
    /// <summary>The likeliest classes, as many as were asked for, the likeliest first.</summary>
    public required ImmutableArray<ClassProbability> Likeliest { get; init; }

    internal static Prediction Of(string file, double[] sure, (IReadOnlyList<string> Classes, int Top) asked)
    {
        ImmutableArray<ClassProbability> likeliest = [.. sure.Select((probability, label) =>
            new ClassProbability(asked.Classes[label], probability)).OrderByDescending(answer => answer.Probability).Take(asked.Top)];
        return new Prediction(file, likeliest[0].Class, likeliest[0].Probability) { Likeliest = likeliest };
    }
}
