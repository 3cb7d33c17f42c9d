using AerNas.Bilevel;
using AerNas.Methods;
using AerNas.Relaxations;
using AerNas.Runs;
using AerNas.Spaces;
using TorchSharp;
using static TorchSharp.torch;

namespace AerNas.Tests.Methods;

public sealed class DropNasTests
{
    private const double Rounding = 1e-12;
    private const double Rate = 0.05; // so high that a step drops some

    [Theory]
    [InlineData("darts", "sep_conv_3x3", 4, 4)]
    [InlineData("darts", "none", 4, 4)]
    [InlineData("nasbench201", "nor_conv_3x3", 2, 3)]
    [InlineData("nasbench201", "skip_connect", 3, 2)]
    public void Draw_ManyTimes_DropsAnOperationWithTheRootOfTheRateAndNeverAWholeGroup(string name, string operation, int group, int other)
    {
        const int draws = 400;
        var space = SearchSpace.Find(name);
        var kept = Enumerable.Range(0, draws).Select(step => OperationDrops.Draw(space, Rate, Context(step))).ToArray();

        var places = draws * space.CellKinds.Length * space.Edges.Length;
        var dropped =
            kept.Sum(k =>
                space.CellKinds.Sum(kind => space.Edges.Count(edge => !k.Contains(kind, edge, CandidateOperation.Parse(operation)))));
        var p = (Math.Pow(Rate, 1.0 / group) - Rate) / (1 - Rate); // given that not the whole group is dropped, which has probability r
        Assert.InRange(dropped - p * places, -4 * Math.Sqrt(p * (1 - p) * places), 4 * Math.Sqrt(p * (1 - p) * places));
        Assert.All(kept, k => Assert.All(space.Edges, edge => Assert.InRange(k.Of(CellKind.Normal, edge).Count(), 2, group + other)));
    }

    [Fact]
    public void Draw_SameUpdate_IsTheSameAndAValidationDropsNothing()
    {
        var space = SearchSpace.Darts;
        Assert.Equal(OperationDrops.Draw(space, Rate, Context(3)), OperationDrops.Draw(space, Rate, Context(3)));
        Assert.NotEqual(OperationDrops.Draw(space, Rate, Context(3)), OperationDrops.Draw(space, Rate, Context(4)));
        Assert.True(OperationDrops.Draw(space, Rate, Context(3) with { Level = SearchLevel.Validation }).IsAll);
        Assert.True(OperationDrops.Draw(space, 0, Context(3)).IsAll);
    }

    [Theory]
    [InlineData("darts")]
    [InlineData("nasbench201")]
    public void Relax_IsTheSoftmaxOverWhatIsKept(string name)
    {
        using var scope = NewDisposeScope();
        using var drop = new MethodCase(DropNas.Method, SearchSpace.Find(name), Dropping);
        var (alpha, space) = (drop.State.Alpha, drop.State.Alpha.Space);
        var context = new RelaxationContext(drop.At(0), SearchLevel.Weights);
        var kept = OperationDrops.Draw(space, Rate, context);
        Assert.False(kept.IsAll);

        var mixture = new DroppedRelaxation(Rate).Relax(alpha, context);

        foreach (var (kind, edge) in from kind in space.CellKinds from edge in space.Edges select (kind, edge))
        {
            var logits = alpha[kind][space.RowOf(edge)].detach().data<double>().ToArray();
            var sum = kept.Of(kind, edge).Sum(operation => Math.Exp(logits[space.ColumnOf(operation)]));
            foreach (var operation in space.Operations)
            {
                var expected = kept.Contains(kind, edge, operation) ? Math.Exp(logits[space.ColumnOf(operation)]) / sum : 0;
                Assert.Equal(expected, mixture[kind][space.RowOf(edge), space.ColumnOf(operation)].ToNumber(), Rounding);
                Assert.Equal(kept.Contains(kind, edge, operation), mixture.IsActive(kind, edge, operation));
            }
        }
    }

    [Fact]
    public void Step_MovesBothThenDecaysWhatWasReachedThenKeepsTheDroppedProbability()
    {
        using var scope = NewDisposeScope();
        using var drop = new MethodCase(DropNas.Method, SearchSpace.Darts, Dropping);
        var (state, options) = (drop.State, drop.Options);
        var context = new RelaxationContext(drop.At(0), SearchLevel.Weights);
        Tensor[] variables = [.. state.Supernet.Weights, .. state.Alpha.Tensors];
        var gradients = Gradients.Of(drop.Loss(new DroppedRelaxation(Rate).Relax(state.Alpha, context)), variables);
        var before = variables.Select(variable => variable.detach().clone()).ToArray();
        var count = state.Supernet.Weights.Count;
        Gradients.ClipNorm(gradients[..count], options.Weights.GradientClip);
        Assert.Contains(gradients[..count], gradient => gradient.count_nonzero().item<long>() == 0); // a dropped operation

        drop.Step();

        for (var i = 0; i < count; i++)
            Check(variables[i], WeightsByHand(before[i], gradients[i], state.Optimizers.Weights.LearningRate, options));
        foreach (var (kind, i) in state.Alpha.Space.CellKinds.Select((kind, i) => (kind, count + i)))
            Check(variables[i],
                AlphaByHand(before[i], gradients[i], Mask(OperationDrops.Draw(state.Alpha.Space, Rate, context), kind), options));
    }

    [Theory]
    [InlineData("darts")]
    [InlineData("nasbench201")]
    public void Step_UnderTheRegularizer_KeepsTheDroppedProbability(string name)
    {
        using var scope = NewDisposeScope();
        using var drop = new MethodCase(DropNas.Method, SearchSpace.Find(name), options => Rated(options) with
        {
            Alpha = options.Alpha with { LearningRate = 0.1 },
        });
        var kept = OperationDrops.Draw(drop.State.Alpha.Space, Rate, new RelaxationContext(drop.At(0), SearchLevel.Weights));
        var before = Dropped(drop.State.Alpha, kept);

        drop.Step();

        Assert.All(before.Zip(Dropped(drop.State.Alpha, kept)), pair => Assert.Equal(pair.First, pair.Second, Rounding));
    }

    [Fact]
    public void Constraint_LeavesNoTensorsBehind()
    {
        using var alpha = ArchitectureParameters.FromValues(SearchSpace.NasBench201, _ => rand([6, 5], ScalarType.Float64));
        using var old = alpha[CellKind.Normal].detach().clone();
        var live = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        new KeptMass(Rate).Apply(alpha, [old], Context(1));
        Assert.Equal(live, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }

    [Fact]
    public void Validate_DecayOfItsOwnForABilevelMethod_IsRefused()
    {
        var published = DartsV1.Method.Published(SearchSpace.Darts);
        var problem = Assert.Single((published with { Bilevel = published.Bilevel with { Decay = DecayForm.OwnStep } }).Validate());
        Assert.Equal("bilevel.decay", problem.Path);
    }

    [Fact]
    public void Published_DropNas_IsTheOfficialConfiguration()
    {
        var options = DropNas.Method.Published(SearchSpace.Darts);
        Assert.Equal((76, 96, 14, 3e-5),
            (options.Search.Epochs, options.Search.BatchSize, options.Supernet.Layers, options.Part<OperationDropoutOptions>().Rate));
        Assert.Equal((0.0375, 0.0015, 3),
            (options.Weights.LearningRate, options.Weights.MinimumLearningRate, options.Weights.GradientClip));
    }

    private static RelaxationContext Context(int step) =>
        new(new SearchMoment(5, new RunPosition(0, step), default, default), SearchLevel.Weights);

    private static SearchOptions Rated(SearchOptions options) => options.With<OperationDropoutOptions>(_ => new() { Rate = Rate });

    private static SearchOptions Dropping(SearchOptions options) =>
        Rated(options) with { Entropy = new EntropyOptions { Schedule = EntropySchedule.Off } };

    private static Tensor WeightsByHand(Tensor w, Tensor g, double rate, SearchOptions options)
    {
        var moved = w - g.Times(rate);
        // its norm is far from the bound
        var decay = moved.Times(g.reshape(-1)[0].item<double>() != 0 ? 2 * options.Weights.WeightDecay : 0);
        return moved - g.Times(options.Weights.Momentum).Plus(decay).Times(rate);
    }

    private static Tensor AlphaByHand(Tensor alpha, Tensor g, Tensor dropped, SearchOptions options)
    {
        var adam = new AdamByHand(options.Alpha.LearningRate, options.Alpha.Beta1, options.Alpha.Beta2);
        var moved = adam.Step(alpha, g);
        moved = adam.Step(moved, moved.Times(2 * options.Alpha.WeightDecay) * g.abs().IsAbove(1e-7));
        var rho = (alpha.exp() * dropped.logical_not()).sum(dim: 1, keepdim: true) / alpha.exp().sum(dim: 1, keepdim: true);
        var ratio = (moved.exp() * dropped).sum(dim: 1, keepdim: true) / (moved.exp() * dropped.logical_not()).sum(dim: 1, keepdim: true);
        var shift = (rho / rho.SubtractedFrom(1) * ratio).log().nan_to_num(0, 0, 0); // no number where nothing was dropped
        return moved.Plus(shift * dropped.logical_not());
    }

    /// <summary>Whether each operation is dropped. // [E, O]</summary>
    private static Tensor Mask(KeptOperations kept, CellKind kind) =>
        tensor(kept.Space.Edges.SelectMany(edge => kept.Row(kind, edge).ToArray()).Select(keeps => !keeps).ToArray())
            .reshape(kept.Space.Edges.Length, -1);

    private static double[] Dropped(ArchitectureParameters alpha, KeptOperations kept) =>
        [.. from kind in alpha.Space.CellKinds
            let probabilities = alpha.Probabilities(kind)
            from edge in alpha.Space.Edges
            select alpha.Space.Operations.Where(o => !kept.Contains(kind, edge, o))
                .Sum(o => probabilities[alpha.Space.RowOf(edge), alpha.Space.ColumnOf(o)])];

    private static void Check(Tensor found, Tensor expected) =>
        Assert.True(found.detach().allclose(expected, rtol: 0, atol: Rounding),
            $"{(found.detach() - expected).abs().max().item<double>()}");
}
