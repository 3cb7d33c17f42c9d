using AerNas.Benchmarks.Steps;
using AerNas.Bilevel;
using AerNas.Export;
using AerNas.Genotypes;
using AerNas.Inference;
using AerNas.Networks;
using AerNas.Options;
using AerNas.Relaxations;
using AerNas.Runtime;
using AerNas.Spaces;
using AerNas.Training;
using AerNas.Zoo;
using static TorchSharp.torch;

namespace AerNas.Benchmarks.Networks;

/// <summary>Training steps of a derived network by the published CIFAR recipe, or its answers, on random images.</summary>
internal static class NetworkBenchmark
{
    private const double DropPath = 0.1; // the middle of a training that ends at 0.2

    public static StepResult Run(NetworkSettings settings)
    {
        set_num_threads(settings.Threads);
        return TimedSteps.Measure(settings.Threads, settings.Batch,
            times => (settings with { Engine = Time(settings, times) }).Echo, () => GflopOf(settings));
    }

    private static double GflopOf(NetworkSettings settings)
    {
        var graph = DerivedGraph.Of(GenotypeZoo.Find(settings.Genotype).Architecture, settings.Skeleton);
        var work = UsefulWork.Of(graph, settings.Size, settings.Trains);
        return 2e-9 * settings.Batch * (settings.Trains ? work.TrainingStep : work.Forward);
    }

    private static NetworkEngine Time(NetworkSettings settings, StepTimes times)
    {
        using var stream = RandomStreams.Create(0, "benchmark");
        using var network = new DerivedNetwork(GenotypeZoo.Find(settings.Genotype).Architecture, settings.Skeleton,
            new WeightSource(stream, ScalarType.Float32, CPU),
            new() { Engine = settings.Engine, Layout = settings.Layout, DropsPaths = settings.Trains });
        network.ClaimProcessors();
        using var images = randn([settings.Batch, 3, settings.Size, settings.Size], generator: stream);
        if (settings.Trains)
        {
            var options = TrainingRecipes.Published(SearchSpace.Darts);
            using var optimizer = new MomentumSgd(network.Weights, options.Weights.Momentum, options.Weights.WeightDecay);
            using var labels = Tensors.Range(settings.Batch).Modulo(settings.Skeleton.Classes);
            times.Run(settings.WarmUp, settings.Steps,
                () => Train(network, options, optimizer, (images, labels), new DropPath(DropPath, stream)));
        }
        else if (settings.Runtime == NetworkSettings.Onnx)
        {
            PredictByOnnx(settings, network, times);
        }
        else
        {
            network.Training = false;
            times.Run(settings.WarmUp, settings.Steps, () => Predict(network, images));
        }

        return network.Engine;
    }

    private static void Train(DerivedNetwork network, TrainingOptions options, MomentumSgd optimizer,
        (Tensor Images, Tensor Labels) batch, DropPath dropPath)
    {
        using var scope = NewDisposeScope();
        var loss = new LabelSmoothing(options.Training.LabelSmoothing);
        var (logits, auxiliary) = network.Forward(batch.Images, dropPath); // [N, K] both
        var total = loss.Loss(logits, batch.Labels);
        if (auxiliary is not null) total = total.Plus(loss.Loss(auxiliary, batch.Labels).Times(options.Network.AuxiliaryWeight));
        var gradients = Gradients.Of(total, network.Weights);
        Gradients.ClipNorm(gradients, options.Weights.GradientClip);
        optimizer.LearningRate = options.Weights.LearningRate;
        optimizer.Step(gradients);
    }

    private static void PredictByOnnx(NetworkSettings settings, DerivedNetwork network, StepTimes times)
    {
        var folder = Directory.CreateTempSubdirectory("aernas-benchmark-");
        try
        {
            var file = Path.Combine(folder.FullName, "model.onnx");
            OnnxExport.Write(file, CardOf(settings.Skeleton), network);
            using var classifier = OnnxClassifier.Load(file, settings.Threads);
            byte[][] pictures = [.. Enumerable.Range(0, settings.Batch)
                .Select(i => Enumerable.Range(i, 3 * settings.Size * settings.Size).Select(k => (byte)(37 * k)).ToArray())];
            times.Run(settings.WarmUp, settings.Steps, () => classifier.Probabilities(pictures));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static ModelCard CardOf(Skeleton skeleton) => new()
    {
        Format = ModelCard.CurrentFormat,
        Skeleton = skeleton,
        Dataset = "random images",
        ClassNames = [.. Enumerable.Range(0, skeleton.Classes).Select(label => $"class {label}")],
        Mean = [0.5, 0.5, 0.5],
        Std = [0.25, 0.25, 0.25],
        TestAccuracy = null,
        Versions = new Dictionary<string, string>(),
    };

    private static void Predict(DerivedNetwork network, Tensor images)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        nn.functional.softmax(network.Forward(images).Logits, dim: 1).data<float>().ToArray();
    }
}
