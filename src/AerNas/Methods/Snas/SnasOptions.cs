namespace AerNas.Methods;

/// <summary>SNAS' own options.</summary>
public sealed record SnasOptions : MethodOptions
{
    /// <value>tau.</value>
    public TemperatureOptions Temperature { get; init; } = new() { First = 1, Last = 0.03 };

    /// <value>Drop path while the supernet trains.</value>
    public DropPathOptions DropPath { get; init; } = new() { First = 0.3, Last = 0.3 };

    /// <value>What the architecture loss adds for what edges are expected to cost.</value>
    public CostOptions Cost { get; init; } = new();
}
