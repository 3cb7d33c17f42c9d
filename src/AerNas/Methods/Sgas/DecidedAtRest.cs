namespace AerNas.Methods;

/// <summary>Alphas of edges that have one operation left do not move: neither by what the optimizer remembers of their gradients nor by
/// decay (SGAS).</summary>
internal sealed class DecidedAtRest : IAlphaConstraint
{
    public void Apply(ArchitectureParameters alpha, IReadOnlyList<Tensor> before, RelaxationContext context)
    {
        if (alpha.Kept.IsAll) return;
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        foreach (var (kind, old) in alpha.Space.CellKinds.Zip(before)) // the alphas come before the betas
        {
            var decided = alpha.Space.Edges.Select(edge => !alpha.Kept.IsOpen(kind, edge)).ToArray();
            alpha[kind].copy_(where(tensor(decided).unsqueeze(-1).to(old.device), old, alpha[kind])); // [E, O]
        }
    }
}
