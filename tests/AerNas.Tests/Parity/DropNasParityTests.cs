using AerNas.Bilevel;
using AerNas.Methods;
using AerNas.Relaxations;
using AerNas.Spaces;
using static TorchSharp.torch;

namespace AerNas.Tests.Parity;

/// <summary>The loop of DropNAS against the official code, with its recorded drops.</summary>
public sealed class DropNasParityTests
{
    private static readonly string[] OfHalves = ["alpha_after_first_update", "alpha_decay_grad_per_step", "decay_norm_before_clip"];

    [Theory]
    [GoldenFolders("dropnas_trajectory", BothPrecisions = true, BothEngines = true)]
    public void Steps_OfficialDrops_FollowTheOfficialPath(string folder, string precision) =>
        GoldenJudge.Run(folder, precision, (golden, precision) =>
    {
        var kept = new RecordedMass(golden);
        using var run = Begin(golden, precision, kept);
        for (var i = 0; i < golden.Integer("steps"); i++)
        {
            run.Record("kept_mass", KeptMasses(run.Alpha, kept.At(i)));
            run.Step(i);
            run.Record("alpha_after_decay", kept.Decayed!);
            foreach (var alpha in kept.Decayed!) alpha.Dispose();
        }

        run.Verify(OfHalves);
    });

    /// <summary>
    /// The halves of a step one by one: the update without decay, the decay of what it reached, and what makes up for the drops.
    /// </summary>
    [Theory]
    [GoldenFolders("dropnas_trajectory", BothPrecisions = true, BothEngines = true)]
    public void HalvesOfSteps_OfficialDrops_AreTheOfficialOnes(string folder, string precision) =>
        GoldenJudge.Run(folder, precision, (golden, precision) =>
    {
        var (options, kept) = (Options(golden), new RecordedMass(golden));
        var (update, decay) = (new JointStep(options.Weights.GradientClip, options.Alpha.GradientClip),
            new StepDecay(options.Weights.WeightDecay, options.Alpha.WeightDecay));
        using var run = Begin(golden, precision, kept);
        for (var i = 0; i < golden.Integer("steps"); i++)
        {
            var problem = run.Problem(i);
            var weights = problem.Weights.Count;
            var before = problem.Alphas.Select(alpha => alpha.detach().clone()).ToArray();
            var gradients = Gradients.Of(problem.JointLoss().Total, [.. problem.Weights, .. problem.Alphas]);
            update.Apply(problem, run.Optimizers.Weights, run.Optimizers.Alpha);
            run.Record("alpha_after_first_update", problem.Alphas);
            var (ofWeights, ofAlphas) = (decay.OfWeights(problem, gradients[..weights]), decay.OfAlphas(problem, gradients[weights..]));
            run.Record("decay_norm_before_clip", Gradients.ClipNorm(ofWeights, options.Weights.GradientClip).ToNumber());
            run.Record("alpha_decay_grad_per_step", ofAlphas);
            run.Optimizers.Weights.Step(ofWeights);
            run.Optimizers.Alpha.Move(ofAlphas);
            KeptMass.Keep(run.Alpha, before, kept.At(i));
        }

        run.Verify([.. golden.NamesUnder("out/").Select(name => name.Split('/')[0]).Except(OfHalves)]);
    });

    private static SearchOptions Options(GoldenCase golden) => DropNas.Method.Published(SearchSpace.Darts).With(golden);

    private static MethodTrajectory Begin(GoldenCase golden, string precision, RecordedMass kept) =>
        new(golden, precision, DropNas.Method, Options(golden), new()
        {
            Relaxations = new SearchRelaxations(
                new RecordedRelaxation((alpha, context) => DroppedRelaxation.Relax(alpha, kept.At(context)))),
            Constraint = kept,
        });

    /// <summary>The probability of what is kept of each edge. // [E] a kind</summary>
    private static IEnumerable<Tensor> KeptMasses(ArchitectureParameters alpha, KeptOperations kept) => alpha.Space.CellKinds.Select(kind =>
    {
        var whole = nn.functional.softmax(alpha[kind].detach(), dim: -1); // [E, O]
        return (whole * alpha.Barrier(kept, kind).Is(0)).sum(dim: -1);
    });

    /// <summary>The drops of a case, and the adjustment by them; shows the alphas before it, which are then the test's.</summary>
    private sealed class RecordedMass(GoldenCase golden) : IAlphaConstraint
    {
        public Tensor[]? Decayed { get; private set; }

        public void Apply(ArchitectureParameters alpha, IReadOnlyList<Tensor> before, RelaxationContext context)
        {
            Decayed = [.. alpha.Tensors.Select(tensor => tensor.detach().clone().DetachFromDisposeScope())];
            KeptMass.Keep(alpha, before, At(context));
        }

        public KeptOperations At(RelaxationContext context) => At(context.Moment.Position.Step);

        public KeptOperations At(int step)
        {
            var space = GoldenNetwork.DartsSpace(golden);
            var masks = space.CellKinds.ToDictionary(kind => kind,
                kind => golden.Tensor($"in/masks_{GoldenNetwork.CellName(kind)}/{step}", ScalarType.Int64));
            return new KeptOperations(space, (kind, edge, operation) => masks[kind][space.RowOf(edge), space.ColumnOf(operation)]
                .item<long>() == 1);
        }
    }
}
