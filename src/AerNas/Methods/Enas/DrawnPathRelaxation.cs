namespace AerNas.Methods;

/// <summary>One operation an edge, as <see cref="ArchitectureParameters.Sampler"/> draws them: anew for every update of w, and the most
/// likely ones to validate the supernet. No gradient reaches whoever draws.</summary>
internal sealed class DrawnPathRelaxation : IRelaxation
{
    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">Nobody draws.</exception>
    public Mixture Relax(ArchitectureParameters alpha, RelaxationContext context)
    {
        var sampler = alpha.RequiredSampler;
        var path = context.Level == SearchLevel.Validation ? sampler.MostLikely() : sampler.DrawForWeights(context.Moment);
        var logits = alpha[alpha.Space.CellKinds[0]];
        return Mixture.Of(path, logits.dtype, logits.device);
    }
}
