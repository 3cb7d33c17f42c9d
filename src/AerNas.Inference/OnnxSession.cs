using AerNas.Files;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace AerNas.Inference;

/// <summary>A model in ONNX Runtime, on the CPU: bytes of pictures in, numbers out. Threads may use it at once.</summary>
internal sealed class OnnxSession : IDisposable
{
    /// <summary>What to do about a file that cannot be used.</summary>
    public const string Remedy = "Copy the file anew, or export the model again.";

    private readonly InferenceSession _session;
    private readonly string _input;

    /// <summary>Reads a model.</summary>
    /// <param name="path">The ONNX file.</param>
    /// <param name="threads">How many threads compute a batch; 0: as many as there are processors.</param>
    /// <exception cref="OnnxFormatException">It cannot be read, or is no model of pictures.</exception>
    public OnnxSession(string path, int threads)
        : this(path, ReadBytes(path), threads)
    {
    }

    /// <summary>Makes a session of a model that is in memory, so that a file cannot make ONNX Runtime read others.</summary>
    /// <param name="name">What it is called in messages.</param>
    /// <param name="model">The whole of an ONNX file.</param>
    /// <param name="threads">How many threads compute a batch; 0: as many as there are processors.</param>
    /// <exception cref="OnnxFormatException">It is no model.</exception>
    public OnnxSession(string name, byte[] model, int threads)
    {
        File = name;
        _session = Open(name, model, threads);
        _input = _session.InputMetadata.Count == 1 ? _session.InputMetadata.Keys.First() : "";
    }

    /// <summary>The ONNX file.</summary>
    public string File { get; }

    /// <summary>What the file tells beside the network, by keys.</summary>
    public IReadOnlyDictionary<string, string> Metadata => _session.ModelMetadata.CustomMetadataMap;

    /// <summary>Whether it takes bytes of so many channels, height and width, and gives one list of so many numbers.</summary>
    /// <param name="channels">Of the pictures.</param>
    /// <param name="size">Their height and width; null: any.</param>
    /// <param name="outputs">Numbers a picture.</param>
    public bool Takes(int channels, int? size, int outputs)
    {
        var (input, output) = (_session.InputMetadata.Values.SingleOrDefault(), _session.OutputMetadata.Values.SingleOrDefault());
        return input is { ElementDataType: TensorElementType.UInt8, Dimensions: [_, var c, var h, var w] }
            && c == channels && h == (size ?? h) && w == (size ?? w)
            && output is { ElementDataType: TensorElementType.Float, Dimensions: [_, var k] } && k == outputs;
    }

    /// <summary>Computes the outputs of a batch.</summary>
    /// <param name="pixels">// [N, C, H, W]</param>
    /// <param name="shape">N, C, H and W.</param>
    /// <returns>// [N, K], picture by picture</returns>
    public float[] Run(byte[] pixels, params ReadOnlySpan<long> shape)
    {
        using var images = OrtValue.CreateTensorValueFromMemory(pixels, shape.ToArray());
        using var options = new RunOptions();
        using var outputs = _session.Run(options, [_input], [images], _session.OutputNames);
        return outputs[0].GetTensorDataAsSpan<float>().ToArray();
    }

    public void Dispose() => _session.Dispose();

    /// <summary>The bytes of a file.</summary>
    /// <exception cref="OnnxFormatException">It cannot be read.</exception>
    public static byte[] ReadBytes(string path)
    {
        try
        {
            return RegularFile.ReadBytes(path, Array.MaxLength);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new OnnxFormatException(path, $"the file cannot be read ({e.Message.TrimEnd('.')}). {Remedy}", e);
        }
    }

    private static InferenceSession Open(string name, byte[] model, int threads)
    {
        using var options = new SessionOptions { IntraOpNumThreads = threads, LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL };
        try
        {
            return new InferenceSession(model, options);
        }
        catch (OnnxRuntimeException e)
        {
            throw new OnnxFormatException(name, $"this is no ONNX file that ONNX Runtime reads, or it is cut short. {Remedy}", e);
        }
    }
}
