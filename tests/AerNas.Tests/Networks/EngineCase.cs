using AerNas.Bilevel;
using AerNas.Data.Batches;
using AerNas.Methods;
using AerNas.Networks;
using AerNas.Options;
using AerNas.Regularizers;
using AerNas.Relaxations;
using AerNas.Runtime;
using AerNas.Searching.Steps;
using AerNas.Spaces;
using static TorchSharp.torch;

namespace AerNas.Tests.Networks;

/// <summary>A small supernet, images and a mixture: what both engines must agree on.</summary>
/// <param name="Seed">Of weights, alphas and images.</param>
/// <param name="Space">The space.</param>
/// <param name="Options">How wide and deep, and the number of classes.</param>
/// <param name="Shape">Of the images. // [N, C, H, W]</param>
/// <param name="Mixture">What the mixed operations multiply by.</param>
internal sealed record EngineCase(int Seed, SearchSpace Space, SupernetOptions Options, long[] Shape, MixtureKind Mixture)
{
    private static readonly ISkipDisturbance[] Disturbances =
    [
        new SkipDropout([0.4]),
        new SkipNoise(0.2, NoiseDistribution.Gaussian, NoiseMixing.Additive, NoiseDecay.None),
        new SkipNoise(0.2, NoiseDistribution.Uniform, NoiseMixing.Additive, NoiseDecay.None),
        new SkipNoise(0.2, NoiseDistribution.Gaussian, NoiseMixing.Multiplicative, NoiseDecay.None, dropped: 0.3),
    ];

    /// <summary>What is done to skip connections.</summary>
    /// <value>null: nothing.</value>
    public ISkipDisturbance? Skips { get; init; }

    /// <summary>Draws a case. Spaces and kinds of mixtures take turns, so that eight cases in a row have every pair.</summary>
    public static EngineCase Draw(int seed)
    {
        var random = new Random(seed);
        var options = new SupernetOptions { Channels = random.Next(4, 21), Layers = 3, Cells = 1, Classes = random.Next(2, 13) };
        var size = 4 * random.Next(2, 6);
        var fewest = size > 8 ? 2 : 4; // a batch norm over eight pixels multiplies rounding by a thousand, on any engine
        long[] shape = [random.Next(fewest, 10), options.ImageChannels, size, size];
        return new EngineCase(seed, SearchSpace.All[seed % 2], options, shape, (MixtureKind)(seed / 2 % 4));
    }

    /// <summary>As <see cref="Draw(int)"/>, with disturbed skip connections.</summary>
    public static EngineCase Disturbed(int seed)
    {
        var plain = Draw(seed);
        return plain with
        {
            Options = plain.Options with { DisturbsSkips = true },
            Skips = Disturbances[(seed + seed / 4) % Disturbances.Length],
        };
    }

    /// <summary>
    /// As <see cref="Draw(int)"/>, with channels that bypass operations and weights of edges; in the DARTS space of any size. Operations
    /// see two channels at the least: a pointwise weight of one has no gradient but through the epsilon of the batch norm behind it.
    /// </summary>
    public static EngineCase Partial(int seed)
    {
        var (plain, random) = (Draw(seed), new Random(-seed));
        var parts = random.Next(2, 5);
        var size = plain.Space.Name == SearchSpace.Darts.Name ? random.Next(10, 20) : plain.Shape[2];
        return plain with
        {
            Options = plain.Options with { PartialChannels = parts, Channels = parts * random.Next(2, 7) },
            Shape = [Math.Max(4, plain.Shape[0]), plain.Shape[1], size, size],
        };
    }

    /// <summary>Everything that the fused engine computes, by name, in float64 and owned by the caller's scope.</summary>
    public IReadOnlyDictionary<string, Tensor> OnFused() => Evaluate(NetworkEngine.Fused, ScalarType.Float32, neighbour: 0);

    /// <summary>The same by torch in float64.</summary>
    /// <param name="neighbour">
    /// 0 for the case as it is; others for weights, alphas and images a rounding away, each number its own way.
    /// </param>
    public IReadOnlyDictionary<string, Tensor> Exactly(int neighbour) => Evaluate(NetworkEngine.Torch, ScalarType.Float64, neighbour);

    private Dictionary<string, Tensor> Evaluate(NetworkEngine engine, ScalarType dtype, int neighbour)
    {
        using var scope = NewDisposeScope();
        using var stream = RandomStreams.Create(Seed, "case");
        using var supernet = new Supernet(Space, Options with { Engine = engine, DataType = dtype }, stream);
        using var alpha = ArchitectureParameters.FromValues(
            Space, _ => Draw(stream, dtype, Space.Edges.Length, Space.Operations.Length),
                Options.PartialChannels > 1 ? _ => Draw(stream, dtype, Space.Edges.Length) : null);
        var (training, validation) = (Draw(stream, dtype), Draw(stream, dtype));
        Neighbourhood.Move([.. supernet.Weights, .. alpha.Tensors, training.Images, validation.Images], neighbour);
        var results = new Dictionary<string, Tensor>();
        AddFirstOrder(results, supernet, alpha, training);
        AddSecondOrder(results, supernet, alpha, (training, validation));
        supernet.Training = false;
        AddEvaluation(results, supernet, alpha, training);
        return results.ToDictionary(r => r.Key, r => r.Value.detach().to(ScalarType.Float64).clone().MoveToOuterDisposeScope());
    }

    /// <inheritdoc/>
    public override string ToString() =>
        $"case {Seed}: {Space.Name}, {Options.Channels} channels, images {string.Join('x', Shape)}, {Options.Classes} classes, {Mixture}, "
        + $"{Options.PartialChannels} parts, {Skips?.GetType().Name ?? "plain"}";

    private void AddFirstOrder(Dictionary<string, Tensor> results, Supernet supernet, ArchitectureParameters alpha, Batch batch)
    {
        var logits = supernet.Forward(batch.Images, Relax(alpha)); // [N, K]
        var loss = nn.functional.cross_entropy(logits, batch.Labels);
        var gradients = Gradients.Of(loss, [.. supernet.Weights, .. alpha.Tensors]);
        results["logits"] = logits;
        results["loss"] = loss;
        foreach (var (name, value) in supernet.ByParameter(gradients[..supernet.Weights.Count])) results[$"gradient of {name}"] = value;
        AddArchitecture(results, gradients[supernet.Weights.Count..], "");
        results["running statistics"] = cat([.. supernet.Statistics.Select(s => s.reshape(-1))]).clone();
    }

    private void AddEvaluation(Dictionary<string, Tensor> results, Supernet supernet, ArchitectureParameters alpha, Batch batch)
    {
        using (no_grad()) results["logits in evaluation"] = supernet.Forward(batch.Images, Relax(alpha));
        using var held = Gradients.Hold(supernet.Weights);
        var gradients = Gradients.Of(nn.functional.cross_entropy(supernet.Forward(batch.Images, Relax(alpha)), batch.Labels),
            [.. alpha.Tensors]);
        AddArchitecture(results, gradients, ", in evaluation");
    }

    private void AddSecondOrder(
        Dictionary<string, Tensor> results, Supernet supernet, ArchitectureParameters alpha, (Batch Training, Batch Validation) batches)
    {
        var options = DartsV2.Method.Published(Space);
        using var optimizers = new SearchOptimizers(supernet.Weights, alpha, options);
        var losses = new SupernetLosses(supernet, alpha, new SearchRelaxations(new KindRelaxation(Mixture)) { Skips = Skips },
            new NoRegularizer());
        var gradient = new SecondOrderStep()
            .Compute(losses.On(new SearchBatch(batches.Training, batches.Validation), default), optimizers.Weights);
        results["loss, second order"] = gradient.CrossEntropy;
        AddArchitecture(results, gradient.Alphas, ", second order");
    }

    /// <summary>Gradients of alphas, then of weights of edges.</summary>
    private void AddArchitecture(Dictionary<string, Tensor> results, IReadOnlyList<Tensor> gradients, string suffix)
    {
        var names = Space.CellKinds.Select(kind => $"alpha {kind}").Concat(Space.CellKinds.Select(kind => $"beta {kind}"));
        foreach (var (name, gradient) in names.Zip(gradients)) results[$"gradient of {name}{suffix}"] = gradient;
    }

    private Mixture Relax(ArchitectureParameters alpha)
    {
        var mixture = new KindRelaxation(Mixture).Relax(alpha, default);
        return Skips is null ? mixture : mixture.WithSkips(new DisturbedSkips(Skips, default));
    }

    private static Tensor Draw(Generator stream, ScalarType dtype, params long[] shape) => randn(shape, generator: stream).to(dtype);

    private Batch Draw(Generator stream, ScalarType dtype) =>
        new(randn(Shape, generator: stream).to(dtype), Tensors.Range(Shape[0]).Modulo(Options.Classes));
}
