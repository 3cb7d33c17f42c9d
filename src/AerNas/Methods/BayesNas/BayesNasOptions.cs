namespace AerNas.Methods;

/// <summary>BayesNAS' own options: those of the network that the paper's first row is of.</summary>
public sealed record BayesNasOptions : MethodOptions
{
    /// <value>lambda of the switches of operations.</value>
    public double OperationWeight { get; init; } = 0.005;

    /// <value>lambda of the switches of edges.</value>
    public double EdgeWeight { get; init; } = 0.005;

    /// <value>The most products with the Hessian that its diagonal is estimated by after an epoch; ours.</value>
    public int Products { get; init; } = 16;

    /// <inheritdoc/>
    public override void Check(OptionRules rules, SearchOptions search) => rules
        .Positive(OperationWeight, "operationWeight")
        .Positive(EdgeWeight, "edgeWeight")
        .AtLeast(1, Products, "products");
}
