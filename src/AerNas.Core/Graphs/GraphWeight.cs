namespace AerNas.Graphs;

/// <summary>What a weight is before anything is learned: drawn evenly between two bounds, or a constant where these are one.</summary>
public readonly record struct WeightStart(double Lowest, double Highest)
{
    /// <summary>Values of U(-1/sqrt(fanIn), 1/sqrt(fanIn)): PyTorch's default for convolutions and linear layers.</summary>
    public static WeightStart Uniform(long fanIn) => new(-1 / Math.Sqrt(fanIn), 1 / Math.Sqrt(fanIn));

    /// <summary>Equal values.</summary>
    public static WeightStart Constant(double value) => new(value, value);
}

/// <summary>A tensor that a network learns, or a running statistic. It is known by itself: equal ones are the same one.</summary>
public sealed class GraphWeight
{
    internal GraphWeight(string name, ImmutableArray<int> shape, WeightStart start, int index)
    {
        (Name, Shape, Start, Index) = (name, shape, start, index);
        Length = shape.Aggregate(1L, (product, size) => checked(product * size));
    }

    /// <summary>Its name in checkpoints and model files, such as <c>cell0.preprocess0.convolution.weight</c>.</summary>
    public string Name { get; }

    /// <summary>Its sizes, outputs first.</summary>
    public ImmutableArray<int> Shape { get; }

    /// <summary>How many numbers it holds.</summary>
    public long Length { get; }

    /// <summary>Its values before anything is learned.</summary>
    public WeightStart Start { get; }

    /// <summary>Its place among the weights, or the statistics, of its graph.</summary>
    public int Index { get; }

    /// <inheritdoc/>
    public override string ToString() => $"{Name} [{string.Join(", ", Shape)}]";
}
