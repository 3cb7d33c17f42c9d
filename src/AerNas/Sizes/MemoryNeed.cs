namespace AerNas.Sizes;

/// <summary>An estimate of memory in bytes, beside what the process holds already. Never below zero, never an overflow.</summary>
/// <param name="Weights">Weights, and what is held once for each: gradients, velocity, copies, a checkpoint being written.</param>
/// <param name="Maps">Feature maps of a batch, and their gradients.</param>
/// <param name="Batches">Batches of images being made ready.</param>
internal readonly record struct MemoryNeed(double Weights, double Maps, double Batches)
{
    private const double Process = 0.15e9; // libtorch and compiled code once they run
    private const double LargestFile = 2e9; // a checkpoint or model is written from one array of bytes

    public double Total => Process + Weights + Maps + Batches;

    /// <summary>Bytes of the file that keeps the weights.</summary>
    public double File { get; init; }

    /// <summary>The larger of two: what one after the other takes.</summary>
    public MemoryNeed Or(MemoryNeed other) => Total >= other.Total ? this : other;

    /// <summary>Demands that there is so much.</summary>
    /// <exception cref="MemoryShortageException">There is less.</exception>
    public void Require(string what)
    {
        RequireOf(Total, what, $" (weights {Text(Weights)}, feature maps {Text(Maps)}, batches {Text(Batches)})",
            "lower the channels, the layers or cells, the batch size or the size of the images");
        if (File > LargestFile)
            throw new MemoryShortageException($"{what} would keep about {Text(File)} of weights in one file, which holds at most "
                + $"{Text(LargestFile)}; lower the channels.", File, LargestFile);
    }

    /// <summary>Demands that there is so much.</summary>
    /// <exception cref="MemoryShortageException">There is less.</exception>
    public static void RequireOf(double bytes, string what, string parts, string remedy)
    {
        var available = MachineMemory.Available;
        if (bytes > available)
            throw new MemoryShortageException(
                $"{what} would take about {Text(bytes)} of memory{parts}, and there are {Text(available)}; {remedy}.", bytes, available);
    }

    public static string Text(double bytes) => bytes switch
    {
        < 1e9 => $"{bytes / 1e6:0} MB",
        < 1e12 => $"{bytes / 1e9:0.0} GB",
        < 1e16 => $"{bytes / 1e12:0.0} TB",
        _ => $"{bytes / 1e12:0.0e+0} TB",
    };
}
