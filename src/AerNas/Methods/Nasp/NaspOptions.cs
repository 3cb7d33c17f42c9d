namespace AerNas.Methods;

/// <summary>NASP's own options.</summary>
public sealed record NaspOptions : MethodOptions
{
    /// <value>What the architecture loss adds for operations with many parameters.</value>
    public ResourceOptions Resource { get; init; } = new() { Weight = 0 };
}
