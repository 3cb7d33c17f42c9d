namespace AerNas.Pictures;

/// <summary>A picture cannot be read. The message says which, what is wrong with it and what to do next.</summary>
/// <param name="file">The picture, by what its caller calls it.</param>
/// <param name="problem">What is wrong and what to do next, as a sentence that follows the file's name.</param>
/// <param name="innerException">What was caught, if anything.</param>
public sealed class PictureFormatException(string file, string problem, Exception? innerException = null)
    : Exception($"{file}: {problem}", innerException)
{
    /// <summary>The picture, by what its caller calls it.</summary>
    public string File { get; } = file;

    /// <summary>What is wrong, without the file's name.</summary>
    public string Problem { get; } = problem;
}
