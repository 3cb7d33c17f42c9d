using AerNas.Bilevel;
using AerNas.Discretization;
using AerNas.Genotypes;
using AerNas.Methods;
using AerNas.Networks;
using AerNas.Options;
using AerNas.Relaxations;
using AerNas.Runs;
using AerNas.Runtime;
using AerNas.Searching;
using AerNas.Spaces;
using static TorchSharp.torch;

namespace AerNas.Tests.Searching;

public sealed class SearchWatchTests
{
    private static readonly WatchOptions Everything = new() { Discretization = true, Eigenvalue = true };

    [Fact]
    public void Run_WatchedAndInterrupted_RecordsWhatAnUnbrokenOneDoes()
    {
        using var folder = new TemporaryFolder();
        var options = SmallSearch.Options(folder, "nasbench201", "darts-v1") with { Watch = Everything };
        using (var unbroken = SearchRun.Start(options, folder["unbroken"], TimeProvider.System)) SearchRuns.Finish(unbroken);
        using (var broken = SearchRun.Start(options, folder["broken"], TimeProvider.System))
            SearchRuns.Interrupt(broken, new RunPosition(1, 1));
        using (var resumed = SearchRun.Resume(folder["broken"])) SearchRuns.Finish(resumed);

        SearchRuns.AssertSame(folder["unbroken"], folder["broken"]);
    }

    [Fact]
    public void Run_OfSeveralStagesOnDarts_EndsInTheSameBytesWatchedOrNot()
    {
        using var folder = new TemporaryFolder();
        var options = SmallSearch.Options(folder, "darts", "p-darts", epochs: 1);
        options = options.With<IReadOnlyList<StageOptions>>(stages => [.. stages.Take(2).Select(stage => stage with { AddedLayers = 0 })]);
        using (var plain = SearchRun.Start(options, folder["plain"], TimeProvider.System)) SearchRuns.Finish(plain);
        using (var watched = SearchRun.Start(options with { Watch = Everything }, folder["watched"], TimeProvider.System))
            SearchRuns.Finish(watched);

        Assert.Equal(SearchRuns.LastCheckpoint(folder["plain"]), SearchRuns.LastCheckpoint(folder["watched"]));
        Assert.Equal(2, SearchRuns.Rows(folder["watched"]).Count);
        Assert.All(SearchRuns.Rows(folder["watched"]), row => Assert.True(double.IsFinite((double)row["hessianEigenvalue"]!)));
    }

    [Theory]
    [InlineData("nasbench201", 0)]
    [InlineData("darts", 0)]
    [InlineData("darts", 3)]
    public void Mixture_OfChosenOperations_ClassifiesAsDecidedAlphasDo(string name, int emptyNode)
    {
        var space = SearchSpace.Find(name);
        using var scope = NewDisposeScope();
        using var stream = RandomStreams.Create(5, "decided");
        using var supernet = new Supernet(space, new SupernetOptions { Channels = 4, Cells = 1, Layers = 3 }, stream);
        var chosen = ChosenAtRandom(space, stream, emptyNode);
        Assert.Equal(emptyNode == 0 ? space.NodeCount : space.NodeCount - 1, chosen.ToGenotype()[CellKind.Normal].NodeCount);
        using var alpha = ArchitectureParameters.FromValues(space, kind => DecidedFor(space, chosen[kind]));
        supernet.Training = false;
        using var noGrad = no_grad();
        var images = randn([4, 3, 8, 8], generator: stream);

        var soft = supernet.Forward(images, new SoftmaxRelaxation().Relax(alpha)); // [N, K]
        var hard = supernet.Forward(images, Mixture.Of(chosen, ScalarType.Float32, CPU)); // [N, K]

        Assert.True((soft - hard).abs().max().ToNumber() < 1e-5);
    }

    [Fact]
    public void Eigenvalue_OfASupernet_IsThatOfTheExactHessian()
    {
        using var scope = NewDisposeScope();
        var space = SearchSpace.NasBench201;
        using var stream = RandomStreams.Create(2, "hessian");
        using var supernet = new Supernet(space, new SupernetOptions
        {
            Channels = 4,
            Cells = 1,
            Engine = NetworkEngine.Torch,
            DataType = ScalarType.Float64,
        }, stream);
        using var alpha = ArchitectureParameters.FromValues(space, _ => randn([6, 5], generator: stream, dtype: ScalarType.Float64));
        var (images, labels) = (randn([16, 3, 8, 8], generator: stream, dtype: ScalarType.Float64), Tensors.Range(16).Modulo(10));

        var found = DominantEigenvalue.Of(Loss(), [.. alpha.Tensors], seed: 0);

        var exact = linalg.eigvalsh(ExactHessian(Loss(), alpha[CellKind.Normal])).data<double>().ToArray().Max();
        Assert.InRange(found / exact, 0.999, 1.001); // it stops where a product changes it by less than 1e-4

        Tensor Loss() => nn.functional.cross_entropy(supernet.Forward(images, new SoftmaxRelaxation().Relax(alpha)), labels);
    }

    /// <summary>The Hessian by differentiating twice, row by row.</summary>
    private static Tensor ExactHessian(Tensor loss, Tensor leaf)
    {
        var gradient = Gradients.Of(loss, [leaf], differentiable: true)[0].reshape(-1);
        return stack(
            [.. Enumerable.Range(0, (int)gradient.numel()).Select(i => Gradients.Of(gradient[i], [leaf], keepGraph: true)[0].reshape(-1))]);
    }

    /// <summary>Any architecture; in the DARTS space a node may have no edge, and edges that would have read it are left out.</summary>
    private static ChosenOperations ChosenAtRandom(SearchSpace space, Generator stream, int emptyNode)
    {
        using var alpha = ArchitectureParameters.FromValues(space, kind =>
        {
            var logits = randn([space.Edges.Length, space.Operations.Length], generator: stream);
            foreach (var edge in space.Edges.Where(edge => edge.To.Value == emptyNode)) logits[space.RowOf(edge)] = -9;
            return logits;
        });
        return new ThresholdRule(0.3).Choose(alpha);
    }

    /// <summary>Alphas whose softmax is one-hot: none where the cell has no edge.</summary>
    private static Tensor DecidedFor(SearchSpace space, IReadOnlyList<GenotypeEdge> chosen)
    {
        var logits = zeros(space.Edges.Length, space.Operations.Length);
        foreach (var edge in space.Edges)
        {
            var carried = chosen.Where(e => e.Edge == edge).Select(e => e.Operation).DefaultIfEmpty(CandidateOperation.None).Single();
            logits[space.RowOf(edge), space.ColumnOf(carried)] = 100;
        }

        return logits;
    }
}
