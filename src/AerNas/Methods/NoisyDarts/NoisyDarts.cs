// NoisyDARTS (Chu, Zhang, Li: Noisy Differentiable Architecture Search, BMVC 2021).
//
//   supernet         in training mode every skip connection gives x + N(0, (0.2 std(x))^2) for x, at stride 2 after its reduction; then
//                    that is dropped for an image with probability 0.3, else divided by 0.7 (SkipNoise)
//   mixture          softmax, as DARTS; none is no candidate
//   architecture     gradient of L_val at the current weights, through the noise too; Adam
//   weights          gradient of L_train, momentum SGD under a cosine
//   genotype         as DARTS
//
// The paper does not tell of dropping, which the published search does by a default of its network: noisydarts.skipNoise.dropPath=0 turns
// it off. There it also drops in evaluation mode, whose accuracies so are too low; here evaluation mode neither drops nor adds noise.
//
// Published values: xiaomi-automl/NoisyDARTS train_search.py. It searches no NAS-Bench-201: there the same goes over DARTS-V1's settings.

namespace AerNas.Methods;

/// <summary>DARTS with noise on the skip connections.</summary>
public static class NoisyDarts
{
    /// <summary>The method.</summary>
    public static SearchMethod Method { get; } = DartsV1.Method with
    {
        Name = "noisydarts",
        Reference = "Chu, Zhang, Li: Noisy Differentiable Architecture Search (BMVC 2021)",
        About = new("noise on the outputs of skip connections, which are dropped now and then, while the supernet "
            + "trains; none is no candidate",
            StepCost: _ => 1, MethodEvidence.GoldenCases),
        Candidates = KeptOperations.WithoutNone,
        Relaxations = options => new SearchRelaxations(new SoftmaxRelaxation()) { Skips = options.Part<SkipNoiseOptions>().Create() },
        Published = space => (space.Protocol == PublishedProtocol.Darts ? OnDarts() : DartsV1.Method.Published(space)) with
        {
            Own = new NoisyDartsOptions(),
        },
    };

    private static SearchOptions OnDarts()
    {
        var fair = FairDarts.Method.Published(SearchSpace.Darts); // the same authors' batch and selection
        return DartsV1.Method.Published(SearchSpace.Darts) with
        {
            Search = fair.Search,
            Weights = fair.Weights with { LearningRate = 0.05 },
        };
    }
}

/// <summary>NoisyDARTS' own options.</summary>
public sealed record NoisyDartsOptions : MethodOptions
{
    /// <value>The noise on skip connections.</value>
    public SkipNoiseOptions SkipNoise { get; init; } = new();
}
