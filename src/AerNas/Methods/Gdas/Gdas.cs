// GDAS (Dong, Yang: Searching for a Robust Neural Architecture in Four GPU Hours, CVPR 2019).
//
//   mixture          one operation an edge by hard Gumbel-max, the gradient straight through (GumbelRelaxation)
//   architecture     gradient of L_val at the current weights, Adam; the regularizer looks at softmax(alpha), without noise or temperature
//   weights          gradient of L_train through the drawn operations, momentum SGD under a cosine
//   genotype         as DARTS
//
// Published values: NAS-Bench-201 from AutoDL-Projects exps/algos/GDAS-AER.py and its scripts (250 epochs, tau from 10 to 0.1). The
// official repository holds no search on the DARTS space: there the same schedule runs over DARTS-V1's settings.

namespace AerNas.Methods;

/// <summary>Gradient-based search by a differentiable architecture sampler.</summary>
public static class Gdas
{
    /// <summary>The method.</summary>
    public static SearchMethod Method { get; } = DartsV1.Method with
    {
        Name = "gdas",
        Reference = "Dong, Yang: Searching for a Robust Neural Architecture in Four GPU Hours (CVPR 2019)",
        About = new("one operation an edge, drawn by Gumbel-max with a straight-through gradient",
            StepCost: space => 1.0 / space.Operations.Length, MethodEvidence.GoldenCases),
        Relaxations = options =>
            new SearchRelaxations(new GumbelRelaxation(options.Part<TemperatureOptions>().Schedule(LineEnd.LastEpoch))),
        Published = space => Over(DartsV1.Method.Published(space)),
    };

    private static SearchOptions Over(SearchOptions options) => options with
    {
        Search = options.Search with { Epochs = 250 },
        Own = new GdasOptions(),
    };
}

/// <summary>GDAS' own options.</summary>
public sealed record GdasOptions : MethodOptions
{
    /// <value>tau.</value>
    public TemperatureOptions Temperature { get; init; } = new();
}
