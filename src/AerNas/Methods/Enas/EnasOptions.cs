
namespace AerNas.Methods;

/// <summary>ENAS' own options.</summary>
public sealed record EnasOptions : MethodOptions
{
    /// <value>The architectures that are scored at the end.</value>
    public ProposalOptions Proposals { get; init; } = new() { BatchSize = 128 };

    /// <value>The controller that draws architectures.</value>
    public ControllerOptions Controller { get; init; } = new();
}
