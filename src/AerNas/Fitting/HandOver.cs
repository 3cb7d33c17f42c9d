using AerNas.Data;
using AerNas.Export;
using AerNas.Inference;

namespace AerNas.Fitting;

/// <summary>The folder that a fit hands over.</summary>
internal static class HandOver
{
    /// <summary>Writes the folder; one that stands there is replaced file by file.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="model">The model folder of the training.</param>
    /// <param name="images">What it was trained on.</param>
    /// <exception cref="RunStorageException">The disk is full or the folder cannot be written.</exception>
    /// <returns>How long the exported model takes for a picture.</returns>
    public static OnnxLatency Write(string path, string model, ImageDataset images)
    {
        AtomicFile.MakeFolder(path);
        foreach (var file in Directory.EnumerateFiles(model).Order(StringComparer.Ordinal))
            AtomicFile.Write(Path.Combine(path, Path.GetFileName(file)), stream =>
            {
                using var from = File.OpenRead(file);
                from.CopyTo(stream);
            });
        AtomicFile.WriteText(Path.Combine(path, "labels.txt"), string.Concat(images.ClassNames.Select(name => $"{name}\n")));
        var exported = Path.Combine(path, "model.onnx");
        using (var loaded = ModelFolder.Load(path)) OnnxExport.WriteChecked(exported, loaded, images.Test ?? images.Train);
        return OnnxLatency.Measure(exported);
    }
}
