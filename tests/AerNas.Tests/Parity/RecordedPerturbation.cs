using AerNas.Methods;
using AerNas.Relaxations;
using AerNas.Schedules;
using AerNas.Spaces;
using static TorchSharp.torch;

namespace AerNas.Tests.Parity;

/// <summary>
/// The perturbations of SDARTS with the noise of a case in place of drawn one; what they found is found once, and lives in the caller's
/// scope.
/// </summary>
/// <param name="golden">The case.</param>
/// <param name="epsilon">The radius.</param>
/// <param name="steps">Of the adversary; 0: there is none.</param>
internal sealed class RecordedPerturbation(GoldenCase golden, double epsilon, int steps) : IMixturePerturbation
{
    private readonly List<(Mixture Point, Tensor Loss)> _points = [];

    /// <summary>The mixture that w learns on; null before it was asked for.</summary>
    public Mixture? Result { get; private set; }

    /// <inheritdoc/>
    public Mixture Perturb(Mixture mixture, RelaxationContext context, Func<Mixture, Tensor> loss) => Result ??= Find(mixture, loss);

    /// <summary>Compares p and the points of the attack, and the losses there.</summary>
    public void ComparePoints(GoldenComparison comparison, string name)
    {
        comparison.Add($"{name}/losses", stack([.. _points.Select(point => point.Loss)]));
        foreach (var kind in Result!.Space.CellKinds)
            comparison.Add($"{name}/points/{NameOf(kind)}", stack([.. _points.Select(point => point.Point[kind])]));
    }

    /// <summary>The case's name of a kind of cell.</summary>
    internal static string NameOf(CellKind kind) => kind == CellKind.Normal ? "normal" : "reduce";

    private Mixture Find(Mixture mixture, Func<Mixture, Tensor> loss)
    {
        var origin = mixture.WithWeights(kind => mixture[kind].detach());
        var start = PerturbedRows.Moved(origin, kind => golden.Tensor($"in/noise/{NameOf(kind)}", mixture[kind].dtype), epsilon);
        if (steps == 0) return start;
        var points = new AdversarialPerturbation(new ConstantSchedule(epsilon), steps).Points(origin, start, epsilon, loss);
        foreach (var point in points.Prepend(origin)) _points.Add((point, loss(point).detach()));
        return AdversarialPerturbation.Worse(origin, points[^1], loss);
    }
}
