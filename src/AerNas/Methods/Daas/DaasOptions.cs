namespace AerNas.Methods;

/// <summary>DAAS' own options.</summary>
public sealed record DaasOptions : MethodOptions
{
    /// <value>The entropies of operations and edges.</value>
    public EntropySumsOptions EntropySums { get; init; } = new();
}
