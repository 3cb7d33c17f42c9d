namespace AerNas.Methods;

/// <summary>RobustDARTS' own options.</summary>
public sealed record RobustDartsOptions : MethodOptions
{
    /// <value>Drop path while the supernet trains.</value>
    public DropPathOptions DropPath { get; init; } = new();
}
