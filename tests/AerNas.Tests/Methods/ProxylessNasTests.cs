using AerNas.Bilevel;
using AerNas.Methods;
using AerNas.Relaxations;
using AerNas.Runs;
using AerNas.Runtime;
using AerNas.Spaces;
using static TorchSharp.torch;

namespace AerNas.Tests.Methods;

public sealed class ProxylessNasTests
{
    private const double Rounding = 1e-12; // of sums in float64
    private const int Draws = 3000;
    private const int SeedOfNone = 1; // whose first step opens none on some edge

    private static readonly GateOptions Learning = new() { ZeroLearns = true };

    [Fact]
    public void Draw_TwoPaths_HasEachPairAndItsOpenOneByTheSoftmax()
    {
        var space = SearchSpace.NasBench201;
        double[] logits = [0.5, -0.5, 1, 0, -1];
        var total = logits.Sum(Math.Exp);
        double[] p = [.. logits.Select(logit => Math.Exp(logit) / total)];
        var (pairs, open) = (new int[5, 5], new int[5, 5]);
        for (var step = 0; step < Draws; step++)
        {
            var gates = BinaryGates.Draw(KeptOperations.All(space), _ => Alike(logits), Learning, At(step));
            foreach (var edge in space.Edges)
            {
                int[] pair = [.. gates.Involved.Of(CellKind.Normal, edge).Select(space.ColumnOf)];
                Assert.Equal(2, pair.Length);
                pairs[pair[0], pair[1]]++;
                var chosen = space.ColumnOf(gates.Open[CellKind.Normal, edge]);
                Assert.Contains(chosen, pair);
                if (chosen == pair[0]) open[pair[0], pair[1]]++;
            }
        }

        for (var i = 0; i < 5; i++)
            for (var j = i + 1; j < 5; j++)
            {
                AssertShare(p[i] * p[j] / (1 - p[i]) + p[j] * p[i] / (1 - p[j]), pairs[i, j], Draws * 6);
                AssertShare(p[i] / (p[i] + p[j]), open[i, j], pairs[i, j]);
            }
    }

    [Fact]
    public void DrawPath_HasEachOperationByTheSoftmax()
    {
        var space = SearchSpace.NasBench201;
        double[] logits = [0.5, -0.5, 1, 0, -1];
        var counts = new int[5];
        for (var step = 0; step < Draws; step++)
            foreach (var operation in BinaryGates.DrawPath(KeptOperations.All(space), _ => Alike(logits), At(step)).Operations)
                counts[space.ColumnOf(operation)]++;

        for (var i = 0; i < 5; i++) AssertShare(Math.Exp(logits[i]) / logits.Sum(Math.Exp), counts[i], Draws * 6);
    }

    [Theory]
    [InlineData("proxyless", "skip_connect")]
    [InlineData("nasbench201", "none")]
    public void Draw_ZeroIsOpen_InvolvesNothingElse(string name, string zero)
    {
        var (space, operation) = (SearchSpace.Find(name), CandidateOperation.Parse(zero));
        var gates = Enumerable.Range(0, 100).Select(step =>
            BinaryGates.Draw(KeptOperations.All(space), _ => new double[space.Edges.Length, space.Operations.Length], new(), At(step)));
        (bool IsZero, int Involved)[] edges = [.. from drawn in gates
                                                  from kind in space.CellKinds
                                                  from edge in space.Edges
                                                  select (drawn.Open[kind, edge] == operation, drawn.Involved.Of(kind, edge).Count())];
        Assert.Contains(edges, edge => edge.IsZero);
        Assert.All(edges, edge => Assert.Equal(edge.IsZero ? 1 : 2, edge.Involved));
    }

    [Theory]
    [InlineData(GatePaths.Two)]
    [InlineData(GatePaths.All)]
    public void Relax_ForAlpha_HasGatesOfOneAndZeroAndTheGradientOfTheSoftmaxOverWhatIsInvolved(GatePaths paths)
    {
        using var scope = NewDisposeScope();
        using var search = Case(options => options.With<GateOptions>(_ => new() { Paths = paths, ZeroLearns = true }));
        var (alpha, space) = (search.State.Alpha, search.State.Alpha.Space);
        var gates = GatesOf(search);
        var mixture = search.Mixture(search.At(0));
        var gradient = Gradients.Of(search.Loss(mixture), [alpha[CellKind.Normal]])[0];
        var leaf = mixture[CellKind.Normal].detach().requires_grad_(true);
        var toGates = Gradients.Of(search.Loss(mixture.WithWeights(_ => leaf)), [leaf])[0];
        var logits = alpha.ToArray(CellKind.Normal);

        foreach (var (row, edge) in space.Edges.Index())
        {
            int[] involved = [.. gates.Involved.Of(CellKind.Normal, edge).Select(space.ColumnOf)];
            Assert.Equal(paths == GatePaths.Two ? 2 : 5, involved.Length);
            var sum = involved.Sum(column => Math.Exp(logits[row, column]));
            for (var i = 0; i < space.Operations.Length; i++)
            {
                Assert.Equal(gates.Open[CellKind.Normal, edge] == space.Operations[i] ? 1 : 0, leaf[row, i].ToNumber());
                var expected = !involved.Contains(i) ? 0 : involved.Sum(j => toGates[row, j].ToNumber() * Math.Exp(logits[row, j]) / sum
                    * ((i == j ? 1 : 0) - Math.Exp(logits[row, i]) / sum));
                Assert.Equal(expected, gradient[row, i].ToNumber(), Rounding);
            }
        }
    }

    [Fact]
    public void Gradient_OfAClosedGate_IsThatOfTheLossThatOpensItALittle()
    {
        using var scope = NewDisposeScope();
        using var search = Case();
        var (space, gates, mixture) = (search.State.Alpha.Space, GatesOf(search), search.Mixture(search.At(0)));
        var edge = space.Edges.First(e => gates.Involved.Of(CellKind.Normal, e).Any(o => IsClosed(e, o)));
        var column = space.ColumnOf(gates.Involved.Of(CellKind.Normal, edge).First(o => IsClosed(edge, o)));
        var leaf = mixture[CellKind.Normal].detach().requires_grad_(true);
        var gradient = Gradients.Of(search.Loss(mixture.WithWeights(_ => leaf)), [leaf])[0][space.RowOf(edge), column].ToNumber();

        const double step = 1e-6;
        Assert.NotEqual(0, gradient);
        Assert.Equal((Opened(step) - Opened(-step)) / (2 * step), gradient, 1e-6);

        bool IsClosed(EdgeId of, CandidateOperation operation) =>
            operation.Family != OperationFamily.None && operation != gates.Open[CellKind.Normal, of];

        double Opened(double by)
        {
            var moved = leaf.detach().clone();
            moved[space.RowOf(edge), column].PlusInPlace(by);
            return search.Loss(mixture.WithWeights(_ => moved)).ToNumber();
        }
    }

    [Fact]
    public void Step_MovesAlphaByAdamThenTakesFromThePairWhatItGained()
    {
        using var scope = NewDisposeScope();
        using var search = Case();
        var (state, space, gates) = (search.State, search.State.Alpha.Space, GatesOf(search));
        var before = state.Alpha[CellKind.Normal].detach().clone();
        search.Step();
        var after = state.Alpha.ToArray(CellKind.Normal);
        using (no_grad()) state.Alpha[CellKind.Normal].copy_(before);
        var gradient = Gradients.Of(search.Loss(search.Mixture(search.At(0))), [state.Alpha[CellKind.Normal]])[0]; // at the new w

        var moved = new AdamByHand(search.Options.Alpha.LearningRate, 0, search.Options.Alpha.Beta2).Step(before, gradient);

        foreach (var (row, edge) in space.Edges.Index())
        {
            var involved = gates.Involved.Row(CellKind.Normal, edge);
            var (was, now) = (0.0, 0.0);
            for (var i = 0; i < involved.Length; i++)
            {
                was += involved[i] ? Math.Exp(before[row, i].ToNumber()) : 0;
                now += involved[i] ? Math.Exp(moved[row, i].ToNumber()) : 0;
            }

            for (var i = 0; i < involved.Length; i++)
            {
                var expected = involved[i] ? moved[row, i].ToNumber() - Math.Log(now / was) : before[row, i].ToNumber();
                Assert.Equal(expected, after[row, i], Rounding);
            }
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Step_UnderTheRegularizer_LeavesEdgesThatRestAndKeepsTheSumOfPairs(bool zeroLearns)
    {
        using var scope = NewDisposeScope();
        using var search = new MethodCase(ProxylessNas.Method, SearchSpace.NasBench201, options => options
            .With<GateOptions>(_ => new() { ZeroLearns = zeroLearns }) with
        {
            Entropy = new EntropyOptions { Schedule = EntropySchedule.Constant, Negative = 1 },
            Search = options.Search with { Seed = SeedOfNone },
            Alpha = options.Alpha with { WarmUp = 0 }, // else there is no entropy yet
        });
        var (alpha, space) = (search.State.Alpha, search.State.Alpha.Space);
        var gates = BinaryGates.Draw(alpha.Kept, alpha.ToArray, search.Options.Part<GateOptions>(), Random(search));
        var before = alpha.ToArray(CellKind.Normal);

        search.Step();

        var after = alpha.ToArray(CellKind.Normal);
        foreach (var (row, edge) in space.Edges.Index())
        {
            var rests = !zeroLearns && gates.Open[CellKind.Normal, edge].Family == OperationFamily.None;
            int[] columns = [.. gates.Involved.Of(CellKind.Normal, edge).Select(space.ColumnOf)];
            Assert.Equal(rests ? 1 : 2, columns.Length);
            Assert.Equal(columns.Sum(c => Math.Exp(before[row, c])), columns.Sum(c => Math.Exp(after[row, c])), Rounding);
            Assert.Equal(rests, Enumerable.Range(0, space.Operations.Length).All(i => before[row, i] == after[row, i]));
        }

        Assert.Contains(space.Edges, edge => gates.Open[CellKind.Normal, edge].Family == OperationFamily.None);
    }

    [Fact]
    public void Constraint_LeavesNoTensorsBehind()
    {
        using var alpha = ArchitectureParameters.FromValues(SearchSpace.NasBench201, _ => rand([6, 5], ScalarType.Float64));
        using var old = alpha[CellKind.Normal].detach().clone();
        var live = TorchSharp.DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        new SampledMass(Learning).Apply(alpha, [old], new RelaxationContext(default, SearchLevel.Alpha));
        Assert.Equal(live, TorchSharp.DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }

    [Fact]
    public void TrainingLoss_SmoothsItsLabelsAndThatOfAlphaDoesNot()
    {
        using var scope = NewDisposeScope();
        using var search = Case();
        var context = new RelaxationContext(search.At(0), SearchLevel.Weights);
        var mixture = search.Method.Relaxations(search.Options)[SearchLevel.Weights].Relax(search.State.Alpha, context);
        var logs = nn.functional.log_softmax(search.State.Supernet.Forward(search.Batch.Images, mixture), 1); // [N, K]
        var ofLabels = logs.gather(1, search.Batch.Labels.unsqueeze(1)).mean().ToNumber();

        Assert.Equal(-0.9 * ofLabels - 0.1 * logs.mean().ToNumber(), search.Problem.TrainingLoss().ToNumber(), Rounding);
        Assert.Equal(search.Loss(search.Mixture(search.At(0))).ToNumber(), search.Problem.ValidationLoss().Total.ToNumber(), Rounding);
    }

    [Fact]
    public void Published_IsTheOfficialScript()
    {
        var options = ProxylessNas.Method.Published(SearchSpace.Find("proxyless"));
        Assert.Equal((160, 256, 41, 5),
            (options.Search.Epochs, options.Search.BatchSize, options.Alpha.FirstEpoch(160), options.Alpha.Every));
        Assert.Equal((1e-3, 0, 0.999, 0, 1e-3),
            (options.Alpha.LearningRate, options.Alpha.Beta1, options.Alpha.Beta2, options.Alpha.WeightDecay, options.Alpha.InitialScale));
        Assert.Equal((0.025, 0, 4e-5, true), (options.Weights.LearningRate, options.Weights.MinimumLearningRate,
            options.Weights.WeightDecay, options.Weights.Nesterov));
    }

    [Fact]
    public void Validate_BothLevelsTogether_IsRefused()
    {
        var published = ProxylessNas.Method.Published(SearchSpace.NasBench201);
        var together = published with { Bilevel = published.Bilevel with { Order = UpdateOrder.Together } };
        Assert.Equal("bilevel.order", Assert.Single(together.Validate()).Path);
    }

    private static MethodCase Case(Func<SearchOptions, SearchOptions>? change = null) =>
        new(ProxylessNas.Method, SearchSpace.NasBench201, options => (change ?? (o => o.With<GateOptions>(_ => Learning)))(
            options with { Search = options.Search with { LabelSmoothing = 0.1 } }) with
        {
            Entropy = new EntropyOptions { Schedule = EntropySchedule.Off },
        });

    private static BinaryGates GatesOf(MethodCase search) => BinaryGates.Draw(
        search.State.Alpha.Kept, search.State.Alpha.ToArray, search.Options.Part<GateOptions>(), Random(search));

    private static CounterRandom Random(MethodCase search) => new RelaxationContext(search.At(0), SearchLevel.Alpha).Random;

    private static CounterRandom At(int step) =>
        new RelaxationContext(new SearchMoment(3, new RunPosition(0, step), default, default), SearchLevel.Alpha).Random;

    private static double[,] Alike(double[] row)
    {
        var rows = new double[6, row.Length];
        for (var i = 0; i < 6; i++)
            for (var j = 0; j < row.Length; j++) rows[i, j] = row[j];

        return rows;
    }

    private static void AssertShare(double probability, int count, int of) =>
        Assert.InRange(count - probability * of, -4 * Math.Sqrt(probability * (1 - probability) * of),
            4 * Math.Sqrt(probability * (1 - probability) * of));
}
