using AerNas.Bilevel;
using AerNas.Data.Batches;
using AerNas.Discretization;
using AerNas.Methods;
using AerNas.Relaxations;
using AerNas.Runs;
using AerNas.Searching.Steps;
using AerNas.Spaces;
using static TorchSharp.torch;

namespace AerNas.Tests.Parity;

/// <summary>The losses, the network and the genotypes of DAAS.</summary>
public sealed class DaasParityTests
{
    private const double Float32 = 1e-5; // the README's tolerance
    private const int SingleEdges = 2; // of the node that keeps all of its edges and has no betas

    [Theory]
    [GoldenFolders("daas_losses", BothPrecisions = true)]
    public void EntropySums_OfficialAlphasAndBetas_AreTheOfficialTerms(string folder, string precision)
    {
        using var scope = NewDisposeScope();
        var golden = GoldenCase.Read(folder);
        var (dtype, hyper) = (GoldenFoldersAttribute.DtypeOf(precision), golden.Hyperparameters);
        var comparison = new GoldenComparison(golden, dtype);
        var options = Daas.Method.Published(SearchSpace.Darts);
        var epochs = hyper.GetProperty("epochs").GetInt32();
        options = options with
        {
            Search = options.Search with { Epochs = epochs },
            Alpha = options.Alpha with { WarmUp = (hyper.GetProperty("interval").GetInt32() - 1.0) / epochs },
            Own = new DaasOptions { EntropySums = new() { Weight = hyper.GetProperty("weight").GetDouble() } },
        };
        var (alphas, betas) = (golden.Tensor("in/alphas", dtype), golden.Tensor("in/betas", dtype));
        for (var set = 0; set < hyper.GetProperty("sets").GetInt32(); set++)
        {
            using var alpha = Parameters(WithNone(golden), alphas[set], betas[set]);
            comparison.Add($"set{set}/operation_weights", OfKinds(alpha, kind => StretchedSoftmax.Operations(alpha, kind)));
            comparison.Add($"set{set}/edge_weights", OfKinds(alpha, kind => StretchedSoftmax.EdgeWeights(alpha, kind)));
            foreach (var epoch in hyper.GetProperty("listed_epochs").EnumerateArray().Select(epoch => epoch.GetInt32()))
                CompareTerms(golden, comparison, (alpha, options, epoch - 1), $"set{set}/epoch{epoch}");
        }

        comparison.Verify();
    }

    [Theory]
    [GoldenFolders("daas_network", BothPrecisions = true, BothEngines = true)]
    public void Loss_OfTheOfficialNetworkAndOfThePaper_IsThatOfTheCase(string folder, string precision)
    {
        using var scope = NewDisposeScope();
        var golden = GoldenCase.Read(folder);
        var (dtype, engine) = (GoldenFoldersAttribute.DtypeOf(precision), GoldenFoldersAttribute.EngineOf(precision));
        var comparison = new GoldenComparison(golden, dtype);
        var options = Daas.Method.Published(SearchSpace.Darts);
        var alphas = stack([golden.Tensor("state/alphas_normal", dtype), golden.Tensor("state/alphas_reduce", dtype)]);
        using var alpha = Parameters(GoldenNetwork.DartsSpace(golden), alphas, golden.Tensor("in/betas", dtype));
        var batch = new Batch(golden.Tensor("in/x", dtype), golden.Tensor("in/y", dtype));
        foreach (var (name, read) in new[] { ("official", BetasOf.OtherKind), ("own", BetasOf.OwnKind) })
        {
            foreach (var epoch in golden.NamesUnder($"out/{name}/epoch").Select(rest => int.Parse(rest.Split('/')[0])).Distinct().Order())
            {
                using var supernet = GoldenNetwork.DartsSupernet(golden, dtype, engine);
                var losses = new SupernetLosses(supernet, alpha, new SearchRelaxations(new StretchedSoftmax(read)),
                    Daas.Entropies(options));
                supernet.Training = true;
                var problem = losses.On(new SearchBatch(batch, batch), options.MomentAt(new RunPosition(epoch - 1, 0)));
                CompareNetwork(golden, comparison, problem, $"{name}/epoch{epoch}");
                comparison.Add($"{name}/epoch{epoch}/logits",
                    supernet.Forward(batch.Images, new StretchedSoftmax(read).Relax(alpha, default)));
                if (!golden.NamesUnder($"out/{name}/epoch{epoch}/weight_grad/").Any()) continue;
                GoldenWeightGradients.Compare(golden, comparison, supernet, problem.TrainingLoss(), $"{name}/epoch{epoch}/");
            }
        }

        comparison.Verify();
    }

    [Theory]
    [GoldenFolders("daas_genotype")]
    public void StrongestBetasRule_OfficialAlphasAndBetas_ListsTheOfficialEdgesInOrder(string folder)
    {
        var golden = GoldenCase.Read(folder);
        using var scope = NewDisposeScope();
        var (alphas, betas) = (golden.Tensor("in/alphas", ScalarType.Float32), golden.Tensor("in/betas", ScalarType.Float32));
        foreach (var (expected, i) in golden.Json.GetProperty("cases").EnumerateArray().Select((c, i) => (c, i)))
        {
            using var alpha = Parameters(WithNone(golden), alphas[i], betas[i]);
            var found = new StrongestBetasRule().Discretize(alpha);
            foreach (var (kind, name) in new[] { (CellKind.Normal, "normal"), (CellKind.Reduction, "reduce") })
            {
                Assert.Equal(
                    expected.GetProperty(name).EnumerateArray()
                        .Select((pair, place) => (pair[0].GetString()!, pair[1].GetInt32(), 2 + place / 2)),
                    found[kind].Edges.Select(edge => (edge.Operation.Name, edge.Edge.From.Value, edge.Edge.To.Value)));
            }
        }
    }

    [Theory]
    [GoldenFolders("daas_nb201", BothPrecisions = true)]
    public void EntropySums_OnNasBench201_AreTheOfficialTerm(string folder, string precision)
    {
        using var scope = NewDisposeScope();
        var golden = GoldenCase.Read(folder);
        var dtype = GoldenFoldersAttribute.DtypeOf(precision);
        var comparison = new GoldenComparison(golden, dtype);
        var published = Daas.Method.Published(SearchSpace.NasBench201);
        var epochs = golden.Integer("epochs");
        Assert.Equal(golden.Integer("interval"), published.Alpha.FirstEpoch(published.Search.Epochs));
        var alphas = golden.Tensor("in/alphas", dtype);
        foreach (var interval in golden.Json.GetProperty("coefficient_by_epoch").EnumerateObject().Select(member => member.Name))
        {
            var options = published with
            {
                Search = published.Search with { Epochs = epochs },
                Alpha = published.Alpha with { WarmUp = int.Parse(interval["interval".Length..]) / (double)epochs },
            };
            foreach (var name in golden.NamesUnder($"out/{interval}/set").Select(rest => rest[..rest.LastIndexOf('/')]).Distinct()
                .Order(StringComparer.Ordinal))
            {
                var (set, epoch) = (int.Parse(name.Split('/')[0]), int.Parse(name.Split('/')[1]["epoch".Length..]));
                using var alpha = ArchitectureParameters.FromValues(GoldenNetwork.NasBench201Space(golden), _ => alphas[set].clone());
                var term = Daas.Entropies(options).Penalty(alpha, options.MomentAt(new RunPosition(epoch, 0)).Architecture);
                AddWhereItIsANumber(golden, comparison, $"{interval}/set{name}/term", term);
                AddWhereItIsANumber(golden, comparison, $"{interval}/set{name}/loss", CrossEntropy(golden, dtype).Plus(term));
                AddWhereItIsANumber(golden, comparison, $"{interval}/set{name}/alpha_grad",
                    Gradients.Of(term, [alpha[CellKind.Normal]])[0]);
            }
        }

        comparison.Verify();
    }

    /// <summary>
    /// Where a probability underflows in float32, the official p ln p is not a number, and so are its loss and gradient; ours stay what
    /// they are in float64.
    /// </summary>
    private static void AddWhereItIsANumber(GoldenCase golden, GoldenComparison comparison, string name, Tensor actual)
    {
        if (actual.dtype == ScalarType.Float64 || golden.Tensor($"out/{name}", ScalarType.Float64).isfinite().all().item<bool>())
            comparison.Add(name, actual);
        else Assert.True(actual.detach().to(ScalarType.Float64)
            .allclose(golden.Tensor($"out64/{name}", ScalarType.Float64), rtol: Float32, atol: Float32), name);
    }

    private static void CompareTerms(
        GoldenCase golden, GoldenComparison comparison, (ArchitectureParameters Alpha, SearchOptions Options, int Epoch) at, string name)
    {
        var (alpha, progress) = (at.Alpha, at.Options.MomentAt(new RunPosition(at.Epoch, 0)).Architecture);
        var (sums, dtype) = (Daas.Entropies(at.Options), at.Alpha[CellKind.Normal].dtype);
        var penalty = sums.Penalty(alpha, progress);
        comparison.Add($"{name}/ce", CrossEntropy(golden, dtype));
        comparison.Add($"{name}/alpha_term", sums.OfOperations(alpha, progress));
        comparison.Add($"{name}/beta_term", sums.OfEdges(alpha, progress));
        comparison.Add($"{name}/loss", CrossEntropy(golden, dtype).Plus(penalty));
        var gradients = Gradients.Of(penalty, [.. alpha.Tensors]);
        comparison.Add($"{name}/alpha_grad", stack([.. gradients.Take(2).Select(WithoutNone)]));
        comparison.Add($"{name}/beta_grad",
            stack([.. gradients.Skip(2).Select(gradient => gradient.narrow(0, SingleEdges, gradient.numel() - SingleEdges))]));
    }

    private static void CompareNetwork(GoldenCase golden, GoldenComparison comparison, SupernetProblem problem, string name)
    {
        var loss = problem.ValidationLoss();
        comparison.Add($"{name}/loss", loss.Total);
        comparison.Add($"{name}/ce", loss.CrossEntropy);
        var gradients = Gradients.Of(loss.Total, problem.Alphas);
        comparison.Add($"{name}/alpha_grad/alphas_normal", WithoutNone(gradients[0]));
        comparison.Add($"{name}/alpha_grad/alphas_reduce", WithoutNone(gradients[1]));
        comparison.Add($"{name}/beta_grad",
            stack([.. gradients.Skip(2).Select(gradient => gradient.narrow(0, SingleEdges, gradient.numel() - SingleEdges))]));
    }

    private static Tensor CrossEntropy(GoldenCase golden, ScalarType dtype) =>
        nn.functional.cross_entropy(golden.Tensor("in/logits", dtype), golden.Tensor("in/y", dtype));

    /// <summary>The DARTS space in the order of a case that does not count none among its columns: none comes first.</summary>
    private static SearchSpace WithNone(GoldenCase golden) => SearchSpace.Darts.WithOrder([CandidateOperation.None, .. golden.Operations]);

    /// <summary>Alphas without none and betas without those of the first node, normal before reduction. // [2, 14, 7], [2, 12]</summary>
    private static ArchitectureParameters Parameters(SearchSpace space, Tensor alphas, Tensor betas)
    {
        Assert.Equal(0, space.ColumnOf(CandidateOperation.None));
        return ArchitectureParameters.FromValues(
            space, kind => Padded(alphas[SearchSpace.Darts.CellKinds.IndexOf(kind)], dim: 1, 1),
                kind => Padded(betas[SearchSpace.Darts.CellKinds.IndexOf(kind)], dim: 0, SingleEdges));
    }

    private static Tensor Padded(Tensor values, int dim, int zerosBefore)
    {
        var shape = values.shape;
        shape[dim] = zerosBefore;
        return cat([zeros(shape, values.dtype), values], dim);
    }

    private static Tensor WithoutNone(Tensor rows) => rows.narrow(1, 1, rows.shape[1] - 1);

    private static Tensor OfKinds(ArchitectureParameters alpha, Func<CellKind, Tensor> value) =>
        stack([.. alpha.Space.CellKinds.Select(value)]);
}
