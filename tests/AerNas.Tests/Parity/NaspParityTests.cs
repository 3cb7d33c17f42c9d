using AerNas.Discretization;
using AerNas.Methods;
using AerNas.Spaces;
using static TorchSharp.torch;

namespace AerNas.Tests.Parity;

/// <summary>The loop of NASP against the official code, with and without its decay by parameters.</summary>
public sealed class NaspParityTests
{
    private const double Float32Rounding = 1e-7;

    [Theory]
    [GoldenFolders("nasp_trajectory", BothPrecisions = true, BothEngines = true)]
    public void Steps_OfficialBatches_FollowTheOfficialPath(string folder, string precision) =>
        GoldenJudge.Run(folder, precision, (golden, precision) =>
    {
        var options = Nasp.Method.Published(SearchSpace.Darts).With(golden);
        foreach (var variant in golden.Hyperparameters.GetProperty("l2").EnumerateObject())
        {
            using var scope = NewDisposeScope();
            using var run = new MethodTrajectory(golden, precision, Nasp.Method, options, new()
            {
                Results = $"{variant.Name}/",
                Start = $"arch/{variant.Name}/",
                Term = new ParameterShareDecay(variant.Value.GetDouble()),
            });
            for (var i = 0; i < golden.Integer("steps"); i++) run.Step(i);
            run.Verify();
            var (found, expected) = (Nasp.Method.Discretization(SearchSpace.Darts, options)
                .Choose(run.Alpha), golden.Json.GetProperty("results").GetProperty(variant.Name));
            foreach (var kind in run.Alpha.Space.CellKinds)
                Assert.Equal(GoldenGenotype.Edges(expected.GetProperty(GoldenNetwork.CellName(kind))), found[kind]);
        }
    });

    [Theory]
    [GoldenFolders("nasp_trajectory")]
    public void Shares_OfEveryOperation_AreTheOfficialTable(string folder)
    {
        using var scope = NewDisposeScope();
        var golden = GoldenCase.Read(folder);
        foreach (var (operation, share) in golden.Operations.Zip(golden.Tensor("in/burden", ScalarType.Float64).data<double>().ToArray()))
            Assert.Equal(share, ParameterShareDecay.ShareOf(SearchSpace.Darts, operation), Float32Rounding);
    }
}
