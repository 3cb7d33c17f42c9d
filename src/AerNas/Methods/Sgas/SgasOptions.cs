namespace AerNas.Methods;

/// <summary>SGAS' own options.</summary>
public sealed record SgasOptions : MethodOptions
{
    /// <value>How edges are decided one after another.</value>
    public DecisionOptions Decisions { get; init; } = new();

    /// <inheritdoc/>
    public override int AddedImages(int epoch, SearchSpace space) => Decisions.AddedBefore(epoch, space);

    /// <inheritdoc/>
    public override MethodOptions WithoutAddedImages() => this with { Decisions = Decisions with { BatchIncrease = 0 } };
}
