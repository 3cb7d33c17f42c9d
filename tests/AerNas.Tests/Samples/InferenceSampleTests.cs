using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using AerNas.Inference;
using AerNas.Tests.Conventions;
using AerNas.Tests.Data.Pictures;
using AerNas.Tests.Inference;
using AerNas.Tests.Training;

namespace AerNas.Tests.Samples;

/// <summary>The samples that classify pictures with an exported model and AerNas.Inference alone, run as the programs they are.</summary>
public sealed class InferenceSampleTests : IDisposable
{
    private const string Listening = "Now listening on: ";

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Console_PicturesAndABrokenOne_AnswersAsTheClassifier()
    {
        var (model, picture) = Prepare();
        var sound = await Run("AerNas.Samples.Classify", model, picture);
        using var classifier = OnnxClassifier.Load(model);
        var expected = classifier.Classify(picture, 2).Likeliest
            .Select(sure => $"{picture}: {sure.Class} ({100 * sure.Probability:0.0} %)\n");
        Assert.Equal((0, string.Concat(expected)), (sound.Code, sound.Output.ReplaceLineEndings("\n")));
        var broken = await Run("AerNas.Samples.Classify", model, _folder.Write("broken.jpg", [0xFF, 0xD8, 0xFF, 0]));
        Assert.Equal(2, broken.Code);
        Assert.Contains("broken.jpg: this is not a readable picture", broken.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Web_PostedPictures_AreAnsweredAsTheClassifierDoes()
    {
        var (model, picture) = Prepare();
        using var server = Start("AerNas.Samples.Web", "--model", model, "--urls", "http://127.0.0.1:0");
        try
        {
            var address = await AddressOf(server);
            using var client = new HttpClient { BaseAddress = new Uri(address) };
            var answer = await client.PostAsync("/classify?top=2", new ByteArrayContent(File.ReadAllBytes(picture)),
                TestContext.Current.CancellationToken);
            using var classifier = OnnxClassifier.Load(model);
            var told = (await answer.Content.ReadFromJsonAsync<JsonArray>(TestContext.Current.CancellationToken))!;
            Assert.Equal(classifier.Classify(picture, 2).Likeliest.Select(sure => (sure.Class, sure.Probability)),
                told.Select(sure => ((string)sure!["class"]!, (double)sure["probability"]!)));
            var refused = await client.PostAsync("/classify", new ByteArrayContent([1, 2, 3]), TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        }
        finally
        {
            server.Kill();
        }
    }

    public void Dispose() => _folder.Dispose();

    private (string Model, string Picture) Prepare()
    {
        ExportedModel.Write(_folder, SmallTraining.NasBench201).Dispose();
        return (_folder["model.onnx"], _folder.Write("photo.png", Photographs.Quarters(40, 24)));
    }

    private static Task<ChildOutcome> Run(string sample, params string[] arguments) =>
        ChildWatch.End(Start(sample, arguments), TestContext.Current.CancellationToken);

    /// <summary>A sample runs from where it is built, with what is there: these do not see the libraries of the tests.</summary>
    private static Process Start(string sample, params string[] arguments)
    {
        var built = Path.GetRelativePath(Path.Combine(Repository.Root, "tests", "AerNas.Tests"), AppContext.BaseDirectory);
        var program = Path.Combine(Repository.Root, "samples", sample, built, $"{sample}.dll");
        return Process.Start(new ProcessStartInfo("dotnet", [program, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        })!;
    }

    private static async Task<string> AddressOf(Process server)
    {
        while (await server.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
            if (line.IndexOf(Listening, StringComparison.Ordinal) is var at and >= 0) return line[(at + Listening.Length)..];
        throw new InvalidOperationException($"The server has ended: {await server.StandardError.ReadToEndAsync()}");
    }
}
