using System.Text.Json.Nodes;
using AerNas.Bilevel;
using AerNas.Genotypes;
using AerNas.Methods;
using AerNas.Networks;
using AerNas.Options;
using AerNas.Relaxations;
using AerNas.Runs;
using AerNas.Runtime;
using AerNas.Searching;
using AerNas.Spaces;
using TorchSharp;
using static TorchSharp.torch;

namespace AerNas.Tests.Searching;

public sealed class SearchWatchTests
{
    private static readonly WatchOptions Everything = new() { Discretization = true, Eigenvalue = true };

    public static TheoryData<string, string> EveryMethod => SmallSearch.EveryMethod();

    public static TheoryData<string> Spaces => [.. SearchSpace.All.Select(s => s.Name)];

    [Theory]
    [MemberData(nameof(EveryMethod))]
    public void Run_Watched_EndsInTheBytesOfAnUnwatchedRun(string space, string method)
    {
        using var folder = new TemporaryFolder();
        var options = SmallSearch.Options(folder, space, method, epochs: 1);
        using (var plain = SearchRun.Start(options, folder["plain"], TimeProvider.System)) Finish(plain);
        using (var watched = SearchRun.Start(options with { Watch = Everything }, folder["watched"], TimeProvider.System)) Finish(watched);

        Assert.Equal(RunDirectory.Open(folder["plain"]).Checkpoints.Load().Content, RunDirectory.Open(folder["watched"]).Checkpoints.Load().Content);
        Assert.All(Rows(folder["plain"]), row =>
        {
            Assert.False(row.ContainsKey("hessianEigenvalue"));
            Assert.InRange((double)row["skipShare"]!, 0, 1);
            Assert.InRange((double)row["choiceGap"]!, 0, 1);
        });
        Assert.All(Rows(folder["watched"]), row =>
        {
            Assert.InRange((double)row["discretizedAccuracy"]!, 0, 1);
            Assert.Equal((double)row["validationAccuracy"]! - (double)row["discretizedAccuracy"]!, (double)row["discretizationGap"]!, 1e-12);
            Assert.True(double.IsFinite((double)row["hessianEigenvalue"]!));
        });
    }

    [Theory]
    [MemberData(nameof(Spaces))]
    public void GenotypeMixture_OfDecidedAlphas_ClassifiesAsTheMixtureDoes(string name)
    {
        var space = SearchSpace.All.Single(s => s.Name == name);
        using var scope = NewDisposeScope();
        using var stream = RandomStreams.Create(5, "decided");
        using var supernet = Supernet.Create(space, new SupernetOptions { Channels = 4, Cells = 1, Layers = 3 }, stream);
        var genotype = DiscretizedAtRandom(space, stream);
        using var alpha = ArchitectureParameters.FromValues(space, kind => DecidedFor(space, genotype[kind]));
        supernet.eval();
        using var noGrad = no_grad();
        var images = randn([4, 3, 8, 8], generator: stream);

        var soft = supernet.Forward(images, new SoftmaxRelaxation().Relax(alpha)); // [N, K]
        var hard = supernet.Forward(images, GenotypeMixture.Of(space, genotype, ScalarType.Float32, CPU)); // [N, K]

        Assert.True((soft - hard).abs().max().ToDouble() < 1e-5);
    }

    [Fact]
    public void Eigenvalue_OfASupernet_IsThatOfTheExactHessian()
    {
        using var scope = NewDisposeScope();
        var space = SearchSpace.NasBench201;
        using var stream = RandomStreams.Create(2, "hessian");
        using var supernet = Supernet.Create(space, new SupernetOptions
        {
            Channels = 4,
            Cells = 1,
            Engine = SupernetEngine.Torch,
            DataType = ScalarType.Float64,
        }, stream);
        using var alpha = ArchitectureParameters.FromValues(space, _ => randn([6, 5], generator: stream, dtype: ScalarType.Float64));
        var (images, labels) = (randn([16, 3, 8, 8], generator: stream, dtype: ScalarType.Float64), arange(16, ScalarType.Int64).remainder(10));

        var found = DominantEigenvalue.Of(Loss(), [.. alpha.Tensors], seed: 0);

        var exact = linalg.eigvalsh(ExactHessian(Loss(), alpha[CellKind.Normal])).data<double>().ToArray().MaxBy(Math.Abs);
        Assert.InRange(found / exact, 0.999, 1.001); // forty power iterations

        Tensor Loss() => nn.functional.cross_entropy(supernet.Forward(images, new SoftmaxRelaxation().Relax(alpha)), labels);
    }

    /// <summary>The Hessian by differentiating twice, row by row.</summary>
    private static Tensor ExactHessian(Tensor loss, Tensor leaf)
    {
        var gradient = Gradients.Of(loss, [leaf], differentiable: true)[0].reshape(-1);
        return stack([.. Enumerable.Range(0, (int)gradient.numel()).Select(i => Gradients.Of(gradient[i], [leaf], keepGraph: true)[0].reshape(-1))]);
    }

    private static Genotype DiscretizedAtRandom(SearchSpace space, Generator stream)
    {
        using var alpha = ArchitectureParameters.FromValues(space, _ => randn([space.Edges.Length, space.Operations.Length], generator: stream));
        return DartsV1.Method.Discretization(space, DartsV1.Method.Published(space)).Discretize(alpha);
    }

    /// <summary>Alphas whose softmax is one-hot: none where the cell has no edge.</summary>
    private static Tensor DecidedFor(SearchSpace space, CellGenotype cell)
    {
        var logits = zeros(space.Edges.Length, space.Operations.Length);
        foreach (var edge in space.Edges)
        {
            var carried = cell.Edges.Where(e => e.Edge == edge).Select(e => e.Operation).DefaultIfEmpty(CandidateOperation.None).Single();
            logits[space.RowOf(edge), space.ColumnOf(carried)] = 100;
        }

        return logits;
    }

    private static void Finish(SearchRun run) => run.Run(cancellation: TestContext.Current.CancellationToken);

    /// <summary>One an epoch; a method of several stages has an epoch or more in each.</summary>
    private static JsonObject[] Rows(string run)
    {
        JsonObject[] rows = [.. RunDirectory.Open(run).Metrics.Read()];
        Assert.NotEmpty(rows);
        return rows;
    }
}
