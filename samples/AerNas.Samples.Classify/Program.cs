// What a model takes pictures for: dotnet run -- model.onnx photo.jpg another.png
using AerNas.Inference;
using AerNas.Pictures;

if (args.Length < 2)
{
    Console.Error.WriteLine("usage: MODEL.onnx PICTURE...");
    return 2;
}

try
{
    using var classifier = OnnxClassifier.Load(args[0]);
    foreach (var file in args.Skip(1))
        foreach (var (name, probability) in classifier.Classify(file, top: 2).Likeliest)
            Console.WriteLine($"{file}: {name} ({100 * probability:0.0} %)");
    return 0;
}
catch (Exception e) when (e is OnnxFormatException or PictureFormatException)
{
    Console.Error.WriteLine(e.Message);
    return 2;
}
