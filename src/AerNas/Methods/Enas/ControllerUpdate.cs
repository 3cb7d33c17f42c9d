
namespace AerNas.Methods;

/// <summary>What one update of the controller saw: means over its samples, but where said otherwise.</summary>
internal sealed record ControllerUpdate
{
    /// <summary>-log p (reward - baseline).</summary>
    public required double Loss { get; init; }

    /// <summary>Accuracy of the sampled architectures, 0 to 1.</summary>
    public required double Accuracy { get; init; }

    /// <summary>Entropy of the controller in nats, summed over the edges of an architecture.</summary>
    public required double Entropy { get; init; }

    /// <summary>Accuracy and what the entropy is worth.</summary>
    public required double Reward { get; init; }

    /// <summary>What the rewards were compared with.</summary>
    public required double Baseline { get; init; }
    public required double LastBaseline { get; init; }

    /// <summary>Norm of the gradient before clipping.</summary>
    public required double GradientNorm { get; init; }
}
