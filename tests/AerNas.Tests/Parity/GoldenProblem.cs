using AerNas.Data.Batches;
using AerNas.Methods;
using AerNas.Networks;
using AerNas.Regularizers;
using AerNas.Relaxations;
using AerNas.Searching.Steps;
using AerNas.Spaces;
using static TorchSharp.torch;

namespace AerNas.Tests.Parity;

/// <summary>A supernet with alphas, optimizers and losses as a case starts them, for both spaces.</summary>
internal sealed class GoldenProblem : IDisposable
{
    private readonly GoldenCase _golden;
    private readonly ScalarType _dtype;
    private readonly (string Train, string Valid) _batches;

    public GoldenProblem(GoldenCase golden, ScalarType dtype, SearchOptions options, IArchitectureRegularizer regularizer)
    {
        _golden = golden;
        _dtype = dtype;
        var darts = options.Space == SearchSpace.Darts;
        _batches = darts ? ("trn", "val") : ("base", "arch");
        Supernet = darts
            ? GoldenNetwork.DartsSupernet(golden, dtype, options.Runtime.Engine)
            : GoldenNetwork.NasBench201Supernet(golden, dtype, options.Runtime.Engine);
        Alpha = darts ? GoldenNetwork.DartsAlpha(golden, dtype) : GoldenNetwork.NasBench201Alpha(golden, dtype);
        Optimizers = new SearchOptimizers(Supernet.Weights, Alpha, options);
        Losses = new SupernetLosses(Supernet, Alpha, MethodCatalog.All.Single(m => m.Name == options.Method)
            .Relaxations(options), regularizer);
        Supernet.Training = true;
    }

    public Supernet Supernet { get; }

    public ArchitectureParameters Alpha { get; }

    public SearchOptimizers Optimizers { get; }

    public SupernetLosses Losses { get; }

    /// <summary>The batches with a suffix, such as <c>/3</c> for step 3.</summary>
    public SearchBatch Batches(string suffix) => new(Batch(_batches.Train, suffix), Batch(_batches.Valid, suffix));

    /// <summary>Alpha-shaped tensors by their official names.</summary>
    public IEnumerable<(string Name, Tensor Value)> Official(IReadOnlyList<Tensor> perKind) => Alpha.Space.Name == SearchSpace.Darts.Name
        ? GoldenNetwork.OfficialDarts(_golden, Alpha, perKind)
        : [("arch_parameters", perKind[0])];

    /// <summary>Fills the velocity from the case.</summary>
    public void LoadMomentum()
    {
        using var scope = NewDisposeScope();
        var velocity = Supernet.ByParameter(Optimizers.Weights.Velocity).ToDictionary(v => v.Name, v => v.Value);
        foreach (var official in _golden.NamesUnder("momentum/"))
            velocity[GoldenNetwork.NameIn(Supernet, _golden, official)].copy_(_golden.Tensor($"momentum/{official}", _dtype));
    }

    public void Dispose()
    {
        Optimizers.Dispose();
        Alpha.Dispose();
        Supernet.Dispose();
    }

    private Batch Batch(string part, string suffix) =>
        new(_golden.Tensor($"in/{part}_x{suffix}", _dtype), _golden.Tensor($"in/{part}_y{suffix}", _dtype));
}
