using System.Text.Json;
using AerNas.Methods;
using AerNas.Relaxations;
using AerNas.Runs;
using AerNas.Schedules;
using AerNas.Spaces;
using static TorchSharp.torch;

namespace AerNas.Tests.Parity;

/// <summary>
/// NoisyDARTS against the official code, with its recorded noise in every form, and with the drop path that its script really runs with.
/// </summary>
public sealed class NoisyDartsParityTests
{
    private const int Epochs = 50; // of the decay; the official code fixes it
    private const string WithDrop = "gaussian_additive_drop";

    [Theory]
    [GoldenFolders("noisydarts_first_order", BothPrecisions = true, BothEngines = true)]
    public void Noise_OfficialDraws_GivesOfficialLossesAndGradients(string folder, string precision) =>
        GoldenJudge.Run(folder, precision, (golden, precision) =>
    {
        var variants = golden.Hyperparameters.GetProperty("variants").EnumerateObject().ToArray();
        foreach (var variant in variants) Compare(golden, precision, variant.Name, Noise(variant.Value, dropped: 0));
        Compare(golden, precision, WithDrop,
            Noise(variants.Single(v => v.Name == "gaussian_additive").Value, golden.Hyperparameters.GetProperty("drop_prob").GetDouble()));

        SkipNoiseOptions Noise(JsonElement variant, double dropped) => new()
        {
            Factor = golden.Hyperparameters.GetProperty("factor_skip").GetDouble(),
            Distribution = Enum.Parse<NoiseDistribution>(variant.GetProperty("noise_type").GetString()!, ignoreCase: true),
            Mixing = Enum.Parse<NoiseMixing>(variant.GetProperty("noise_mixture").GetString()!, ignoreCase: true),
            Decay = variant.GetProperty("noise_decay").GetBoolean() ? NoiseDecay.Cosine : NoiseDecay.None,
            DropPath = dropped,
        };
    });

    private static void Compare(GoldenCase golden, string precision, string variant, SkipNoiseOptions noise)
    {
        using var scope = NewDisposeScope();
        var dtype = GoldenFoldersAttribute.DtypeOf(precision);
        using var supernet = GoldenNetwork.DartsSupernet(golden, dtype, GoldenFoldersAttribute.EngineOf(precision),
            options => options with { DisturbsSkips = true });
        using var alpha = GoldenNetwork.AlphaOfKinds(golden, dtype, kind => $"arch/alphas_{GoldenNetwork.CellName(kind)}");
        var progress = new EpochProgress(golden.Integer("epoch"), Epochs);
        var moment = new SearchMoment(0, new RunPosition(progress.Epoch, 0), progress, progress);
        var draws = new RecordedSkips(golden, noise.Distribution == NoiseDistribution.Gaussian ? "z" : "u");
        var mixture = new SoftmaxRelaxation().Relax(alpha).WithSkips(new DisturbedSkips(noise.Create(), moment, draws));
        var comparison = new GoldenComparison(golden, dtype);
        var logits = supernet.Forward(golden.Tensor("in/x", dtype), mixture); // [N, K]
        var crossEntropy = nn.functional.cross_entropy(logits, golden.Tensor("in/y", dtype));
        comparison.Add($"{variant}/logits", logits);
        comparison.Add($"{variant}/ce_loss", crossEntropy);
        var gradients = autograd.grad([crossEntropy], [.. alpha.Tensors], retain_graph: true);
        foreach (var (kind, gradient) in alpha.Space.CellKinds.Zip(gradients))
            comparison.Add($"{variant}/alpha_grad/alphas_{GoldenNetwork.CellName(kind)}",
                GoldenNetwork.OfOperations(golden, kind, gradient), $"{variant}/alpha_grad");
        if (golden.NamesUnder($"out/{variant}/weight_grad/").Any())
            GoldenWeightGradients.Compare(golden, comparison, supernet, crossEntropy, $"{variant}/");
        comparison.Verify();
    }

    /// <summary>
    /// The draws of a case: of the skip connection of every edge of every cell, so that a place is an edge of a cell of its kind.
    /// </summary>
    private sealed class RecordedSkips : ISkipDraws
    {
        private readonly Dictionary<int, int[]> _cells; // of each kind, by their number in the network
        private readonly float[][] _draws; // a cell each. // [14, N, C, H, W]
        private readonly float[] _kept; // // [layers, 14, N]
        private readonly (int Edges, int Images) _size;

        public RecordedSkips(GoldenCase golden, string which)
        {
            using var scope = NewDisposeScope();
            var layers = golden.Integer("layers");
            _cells = Enumerable.Range(0, layers).GroupBy(cell => SearchSpace.Darts.CellKinds.IndexOf(GoldenNetwork.KindOf(cell, layers)))
                .ToDictionary(cells => cells.Key, cells => cells.ToArray());
            _draws = [.. Enumerable.Range(0, layers)
                .Select(cell => golden.Tensor($"in/{which}/{cell}", ScalarType.Float32).data<float>().ToArray())];
            var kept = golden.Tensor("in/drop_masks", ScalarType.Float32);
            _kept = kept.data<float>().ToArray();
            _size = ((int)kept.shape[1], (int)kept.shape[2]);
        }

        public void Fill(int kind, int place, int image, Span<float> draws) =>
            _draws[CellOf(kind, place)].AsSpan((place % _size.Edges * _size.Images + image) * draws.Length, draws.Length).CopyTo(draws);

        public bool Keeps(int kind, int place, int image) =>
            _kept[(CellOf(kind, place) * _size.Edges + place % _size.Edges) * _size.Images + image] > 0.5; // 0 or 1

        private int CellOf(int kind, int place) => _cells[kind][place / _size.Edges];
    }
}
