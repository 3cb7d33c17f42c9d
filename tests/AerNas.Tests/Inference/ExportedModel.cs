using AerNas.Export;
using AerNas.Networks;
using AerNas.Runtime;
using AerNas.Tests.Training;
using static TorchSharp.torch;

namespace AerNas.Tests.Inference;

/// <summary>A small model of drawn weights, as a folder and as an ONNX file.</summary>
internal static class ExportedModel
{
    /// <summary>Writes <c>model</c> and <c>model.onnx</c> into a folder.</summary>
    /// <param name="folder">Where to.</param>
    /// <param name="space">Of its genotype.</param>
    /// <param name="framing">How pictures are made square.</param>
    /// <param name="options">Of the file.</param>
    public static Model Write(TemporaryFolder folder, string space, Framing framing = Framing.Crop, OnnxExportOptions? options = null)
    {
        var dataset = SmallTraining.Embedded(8, 8);
        var genotype = SmallTraining.GenotypeOf(space);
        using var weights = RandomStreams.Create(1, "weights");
        var skeleton = SmallTraining.Options(space).Network.SkeletonFor(genotype, dataset);
        using var network = new DerivedNetwork(genotype, skeleton, new WeightSource(weights, ScalarType.Float32, CPU));
        ModelFolder.Save(folder["model"], ModelCard.Of(network.Skeleton, dataset, 0.5) with { Framing = framing }, genotype, network);
        var model = ModelFolder.Load(folder["model"]);
        OnnxExport.Write(folder["model.onnx"], model, options);
        return model;
    }
}
