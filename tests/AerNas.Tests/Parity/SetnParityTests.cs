using AerNas.Genotypes;
using AerNas.Methods;
using AerNas.Relaxations;
using AerNas.Spaces;
using static TorchSharp.torch;

namespace AerNas.Tests.Parity;

/// <summary>
/// SETN against the official code: the path that w learns on, the mixture that alpha learns on, and what is scored at the end.
/// </summary>
public sealed class SetnParityTests
{
    [Theory]
    [GoldenFolders("nb201_setn", BothPrecisions = true, BothEngines = true)]
    public void NasBench201_OfficialWeights_GivesOfficialLossesAndGradients(string folder, string precision) =>
        GoldenJudge.Run(folder, precision, (golden, precision) =>
    {
        var dtype = GoldenFoldersAttribute.DtypeOf(precision);
        using var alpha = GoldenNetwork.NasBench201Alpha(golden, dtype);
        foreach (var (path, i) in GoldenPath.Read(golden, "in/dynamic_arch").Select((path, i) => (path, i)))
        {
            var ofPath = new GoldenComparison(golden, dtype);
            using var trained = GoldenNetwork.NasBench201Supernet(golden, dtype, GoldenFoldersAttribute.EngineOf(precision));
            var loss = Compare(golden, ofPath, trained.Forward(golden.Tensor("in/x", dtype), Mixture.Of(path, dtype)), $"dynamic{i}");
            GoldenWeightGradients.Compare(golden, ofPath, trained, loss, $"dynamic{i}/");
            ofPath.Verify();
        }

        var comparison = new GoldenComparison(golden, dtype);
        using var supernet = GoldenNetwork.NasBench201Supernet(golden, dtype, GoldenFoldersAttribute.EngineOf(precision));
        var joint = Compare(golden, comparison,
            supernet.Forward(golden.Tensor("in/x", dtype), new SoftmaxRelaxation().Relax(alpha)), "joint");
        comparison.Add("joint/alpha_grad/arch_parameters", autograd.grad([joint], [alpha[CellKind.Normal]], allow_unused: true)[0]);
        var strongest = alpha[CellKind.Normal].detach().argmax(dim: 1).data<long>().ToArray();
        var selected = ChosenOperations.OnEveryEdge(alpha.Space,
            (_, edge) => alpha.Space.Operations[(int)strongest[alpha.Space.RowOf(edge)]]);
        comparison.Add("select/logits", supernet.Forward(golden.Tensor("in/x", dtype), Mixture.Of(selected, dtype)));
        var logarithms = GoldenPath.Read(golden, "in/logprob_archs")
            .Select(path => MostLikelyProposal.LogProbability(alpha, path)).ToArray();
        comparison.Add("log_prob", tensor(logarithms));
        comparison.Verify();
        Assert.Equal(golden.Json.GetProperty("results").GetProperty("argmax_genotype").GetString(), selected.ToGenotype().ToString());
    });

    [Theory]
    [GoldenFolders("nb201_setn")]
    public void MostLikelyProposal_OfficialAlphas_ProposesTheOfficialArchitecturesInOrder(string folder)
    {
        var golden = GoldenCase.Read(folder);
        using var alpha = GoldenNetwork.NasBench201Alpha(golden, ScalarType.Float32);
        var expected = golden.Json.GetProperty("results").GetProperty("return_topK").EnumerateArray()
            .Select(arch => arch.GetString()).ToArray();

        var proposed = MostLikelyProposal.Likeliest(alpha, expected.Length);

        Assert.Equal(expected, proposed.Select(path => path.ToGenotype().ToString()));
    }

    private static Tensor Compare(GoldenCase golden, GoldenComparison comparison, Tensor logits, string group)
    {
        var loss = nn.functional.cross_entropy(logits, golden.Tensor("in/y", logits.dtype));
        comparison.Add($"{group}/logits", logits);
        comparison.Add($"{group}/ce_loss", loss);
        return loss;
    }
}
