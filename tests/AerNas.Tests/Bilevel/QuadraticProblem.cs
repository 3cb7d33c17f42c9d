using AerNas.Bilevel;
using static TorchSharp.torch;

namespace AerNas.Tests.Bilevel;

/// <summary>
/// A bilevel problem whose gradients are known in closed form:
///   L_train(w, a) = 1/2 |w|^2 + w . M a        L_val(w, a) = 1/2 |w - b|^2 + 1/2 c |a|^2
/// with one virtual step w' = w - xi (m v + (w + M a) + d w), so that
///   grad L_val(w'(a), a) = c a - xi M^T (w' - b).
/// </summary>
internal sealed class QuadraticProblem : IBilevelProblem, IDisposable
{
    public const double C = 0.3;

    public QuadraticProblem(int seed, int dimensions, int alphas)
    {
        using var generator = new Generator((ulong)seed);
        W = Draw(dimensions).requires_grad_(true);
        A = Draw(alphas).requires_grad_(true);
        M = Draw(dimensions, alphas);
        B = Draw(dimensions);

        Tensor Draw(params long[] shape) => randn(shape, generator: generator, dtype: ScalarType.Float64).DetachFromDisposeScope();
    }

    public Tensor W { get; }

    public Tensor A { get; }

    public Tensor M { get; }

    public Tensor B { get; }

    public IReadOnlyList<Tensor> Weights => [W];

    public IReadOnlyList<Tensor> Alphas => [A];

    public IReadOnlyList<Tensor> Buffers => [];

    public Tensor TrainingLoss() => (W * W).sum().Over(2).Plus(W.dot(M.mv(A)));

    public MixtureLoss TrainingLossInMixture() => new(TrainingLoss(), [A]);

    public ArchitectureLoss ValidationLoss()
    {
        var loss = (W - B).Power(2).sum().Over(2);
        return new ArchitectureLoss(loss.Plus((A * A).sum().Times(C).Over(2)), loss);
    }

    public ArchitectureLoss JointLoss()
    {
        var loss = TrainingLoss();
        return new ArchitectureLoss(loss.Plus((A * A).sum().Times(C).Over(2)), loss);
    }

    /// <summary>c a - xi M^T (w' - b), by hand.</summary>
    public Tensor Hypergradient(double xi, double momentum, double weightDecay, Tensor velocity)
    {
        using var noGrad = no_grad();
        var virtualWeights = W - velocity.Times(momentum).Plus(W).Plus(M.mv(A)).Plus(W.Times(weightDecay)).Times(xi);
        return A.Times(C) - M.t().mv(virtualWeights - B).Times(xi);
    }

    public void Dispose()
    {
        foreach (var tensor in new[] { W, A, M, B }) tensor.Dispose();
    }
}
