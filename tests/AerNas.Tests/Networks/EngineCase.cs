using AerNas.Bilevel;
using AerNas.Methods;
using AerNas.Networks;
using AerNas.Options;
using AerNas.Regularizers;
using AerNas.Relaxations;
using AerNas.Runtime;
using AerNas.Searching;
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

    /// <summary>Everything that the fused engine computes, by name, in float64 and owned by the caller's scope.</summary>
    public IReadOnlyDictionary<string, Tensor> OnFused() => Evaluate(SupernetEngine.Fused, ScalarType.Float32, neighbour: 0);

    /// <summary>The same by torch in float64.</summary>
    /// <param name="neighbour">0 for the case as it is; others for weights, alphas and images a rounding away, each number its own way.</param>
    public IReadOnlyDictionary<string, Tensor> Exactly(int neighbour) => Evaluate(SupernetEngine.Torch, ScalarType.Float64, neighbour);

    private Dictionary<string, Tensor> Evaluate(SupernetEngine engine, ScalarType dtype, int neighbour)
    {
        using var scope = NewDisposeScope();
        using var stream = RandomStreams.Create(Seed, "case");
        using var supernet = Supernet.Create(Space, Options with { Engine = engine, DataType = dtype }, stream);
        using var alpha = ArchitectureParameters.FromValues(Space, _ => randn([Space.Edges.Length, Space.Operations.Length], generator: stream).to(dtype));
        var (training, validation) = (Draw(stream, dtype), Draw(stream, dtype));
        Neighbourhood.Move([.. supernet.Weights, .. alpha.Tensors, training.Images, validation.Images], neighbour);
        var results = new Dictionary<string, Tensor>();
        AddFirstOrder(results, supernet, alpha, training);
        AddSecondOrder(results, supernet, alpha, (training, validation));
        supernet.eval();
        AddEvaluation(results, supernet, alpha, training);
        return results.ToDictionary(r => r.Key, r => r.Value.detach().to(ScalarType.Float64).clone().MoveToOuterDisposeScope());
    }

    /// <inheritdoc/>
    public override string ToString() =>
        $"case {Seed}: {Space.Name}, {Options.Channels} channels, images {string.Join('x', Shape)}, {Options.Classes} classes, {Mixture}";

    private void AddFirstOrder(Dictionary<string, Tensor> results, Supernet supernet, ArchitectureParameters alpha, LabelledImages batch)
    {
        var logits = supernet.Forward(batch.Images, Relax(alpha)); // [N, K]
        var loss = nn.functional.cross_entropy(logits, batch.Labels);
        var gradients = Gradients.Of(loss, [.. supernet.Weights, .. alpha.Tensors]);
        results["logits"] = logits;
        results["loss"] = loss;
        foreach (var (name, value) in supernet.ByParameter(gradients[..supernet.Weights.Count])) results[$"gradient of {name}"] = value;
        foreach (var (kind, i) in Space.CellKinds.Select((kind, i) => (kind, i))) results[$"gradient of alpha {kind}"] = gradients[supernet.Weights.Count + i];
        results["running statistics"] = cat([.. supernet.Statistics.Select(s => s.reshape(-1))]).clone();
    }

    private void AddEvaluation(Dictionary<string, Tensor> results, Supernet supernet, ArchitectureParameters alpha, LabelledImages batch)
    {
        using (no_grad()) results["logits in evaluation"] = supernet.Forward(batch.Images, Relax(alpha));
        using var held = Gradients.Hold(supernet.Weights);
        var gradients = Gradients.Of(nn.functional.cross_entropy(supernet.Forward(batch.Images, Relax(alpha)), batch.Labels), [.. alpha.Tensors]);
        foreach (var (kind, i) in Space.CellKinds.Select((kind, i) => (kind, i))) results[$"gradient of alpha {kind}, in evaluation"] = gradients[i];
    }

    private void AddSecondOrder(
        Dictionary<string, Tensor> results, Supernet supernet, ArchitectureParameters alpha, (LabelledImages Training, LabelledImages Validation) batches)
    {
        var options = DartsV2.Method.Published(Space);
        using var optimizers = new SearchOptimizers(supernet.Weights, alpha, options);
        using var problem = new SupernetProblem(supernet, alpha, new SearchRelaxations(new KindRelaxation(Mixture)), new NoRegularizer());
        problem.Use(batches.Training, batches.Validation, default);
        var gradient = new SecondOrderStep().Compute(problem, optimizers.Weights);
        results["loss, second order"] = gradient.CrossEntropy;
        foreach (var (kind, i) in Space.CellKinds.Select((kind, i) => (kind, i))) results[$"gradient of alpha {kind}, second order"] = gradient.Alphas[i];
    }

    private Mixture Relax(ArchitectureParameters alpha) => new KindRelaxation(Mixture).Relax(alpha, default);

    private LabelledImages Draw(Generator stream, ScalarType dtype) =>
        new(randn(Shape, generator: stream).to(dtype), arange(Shape[0], ScalarType.Int64).remainder(Options.Classes));
}
