using AerNas.Export;
using AerNas.Networks;
using AerNas.Options;
using AerNas.Runtime;
using AerNas.Searching;
using AerNas.Tests.Cli;
using AerNas.Tests.Searching;
using AerNas.Tests.Training;
using AerNas.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace AerNas.Tests.Runtime;

public sealed class ComputeDeviceTests
{
    private const string Absent = "cuda:999"; // so many no machine has

    public static TheoryData<string> NoNames =>
    [
        "", "gpu", "mps", "cuda:-1", "cuda:abc", "cuda:", "cuda: 1", "cuda:+1", "cuda:0x1", "cuda:1.0", "cuda:99999999999", "CUDA",
            "cuda:0:1", "cpu:0", " cpu", "cudas",
    ];

    [Theory]
    [MemberData(nameof(NoNames))]
    public void Name_OfNoDevice_IsAProblemOfTheOptions(string name)
    {
        Assert.Equal($"'{name}' is no device; use cpu, cuda or cuda:N.", ComputeDevice.ProblemOf(name));
        Assert.Equal(name, Assert.Throws<DeviceNotAvailableException>(() => ComputeDevice.Open(name)).Device);
        CommandRun.Of("search", "--device", name)
            .IsRefused(name.Length == 0 ? "the value of --device is empty" : $"runtime.device: '{name}' is no device; "
                + "use cpu, cuda or cuda:N.");
    }

    [Theory]
    [InlineData("cpu")]
    [InlineData("cuda")]
    [InlineData("cuda:0")]
    [InlineData("cuda:99")]
    public void Name_OfADevice_IsNone(string name) => Assert.Null(ComputeDevice.ProblemOf(name));

    [Fact]
    public void Require_Null_IsTheProcessor()
    {
        Assert.Equal(DeviceType.CPU, ComputeDevice.Require(null).type);
        Assert.Equal(DeviceType.CPU, ComputeDevice.Require(new Device("cpu")).type);
        Assert.Throws<DeviceNotAvailableException>(() => ComputeDevice.Require(new Device("mps")));
    }

    [Theory]
    [InlineData("cuda")]
    [InlineData("cuda:0")]
    [InlineData("cuda:1")]
    [InlineData(Absent)]
    public void Cuda_WhereThereIsNone_IsRefusedBeforeAnythingIsRead(string name)
    {
        Assert.SkipWhen(cuda.is_available() && name != Absent, "There is a CUDA device here.");
        using var folder = new TemporaryFolder();
        const string Sentence = "is not available";
        CommandRun.Of("search", "--data", folder["nothing"], "--out", folder["run"], "--device", name).IsRefused(Sentence);
        CommandRun.Of("train", "--genotype", "DARTS_V2", "--recipe", "cifar", "--data", folder["nothing"], "--out", folder["run"],
            "--device", name).IsRefused(Sentence);
        Assert.False(Directory.Exists(folder["run"]));
    }

    [Fact]
    public void Model_OnADeviceThatIsNotThere_IsRefused()
    {
        using var folder = new TemporaryFolder();
        using (var run = TrainRun.Start(SmallTraining.OnNoise(folder, SmallTraining.NasBench201), folder["run"], TimeProvider.System))
            run.Run(cancellation: TestContext.Current.CancellationToken);
        CommandRun.Of("test", folder["run"], "--device", Absent).IsRefused(Absent, "is not available");
        CommandRun.Of("predict", folder["run"], folder["images"], "--device", Absent).IsRefused(Absent);
        CommandRun.Of("test", folder["run"], "--device", "gpu").IsRefused("'gpu' is no device");
        Assert.Throws<DeviceNotAvailableException>(() => ModelFolder.Load(folder["run/model"], new Device(Absent)));

        Rewrite(folder["run/run.json"]);
        CommandRun.Of("train", "--resume", folder["run"]).IsRefused(Absent, "is not available");
        CommandRun.Of("verify", folder["run"]).RefusesInWords(Absent, "is not available");
    }

    [Fact]
    public void Search_WhoseDeviceIsGone_IsRefusedToGoOnAndRead()
    {
        using var folder = new TemporaryFolder();
        var options = SmallSearch.Options(folder, "nasbench201", "darts-v1", epochs: 1);
        using (var run = SearchRun.Start(options, folder["run"], TimeProvider.System)) SearchRuns.Finish(run);
        Rewrite(folder["run/run.json"], engine: "Torch");
        CommandRun.Of("search", "--resume", folder["run"]).IsRefused(Absent, "is not available");
        CommandRun.Of("verify", folder["run"]).RefusesInWords(Absent, "is not available");
        Assert.Equal(0, CommandRun.Of("derive", folder["run"]).ExitCode); // computes nothing, so it needs no device
    }

    [Fact]
    public void Study_OnADeviceThatIsNotThere_IsRefusedBeforeItsFirstRun()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["study.json"],
            $$"""{ "space": "nasbench201", "methods": ["darts-v1"], "seeds": [0], "options": { "runtime": { "device": "{{Absent}}" } } }""");
        CommandRun.Of("study", folder["study.json"], "--out", folder["study"]).IsRefused(Absent, "is not available");
        Assert.False(Directory.Exists(folder["study"]));
    }

    [Fact]
    public void Library_OnADeviceThatIsNotThere_SaysSoByType()
    {
        using var folder = new TemporaryFolder();
        var options = SmallSearch.Options(folder, "nasbench201", "darts-v1") with { Runtime = new RuntimeOptions { Device = Absent } };
        Assert.Equal(Absent,
            Assert.Throws<DeviceNotAvailableException>(() => SearchRun.Start(options, folder["run"], TimeProvider.System)).Device);
        using var stream = RandomStreams.Create(0, "weights");
        Assert.Throws<DeviceNotAvailableException>(() => new WeightSource(stream, ScalarType.Float32, new Device(Absent)));
    }

    /// <summary>Makes the record of a run that of a machine with many devices.</summary>
    private static void Rewrite(string record, string engine = "Auto") => File.WriteAllText(record, File.ReadAllText(record)
        .Replace("\"device\": \"cpu\"", $"\"device\": \"{Absent}\"", StringComparison.Ordinal)
        .Replace("\"engine\": \"Fused\"", $"\"engine\": \"{engine}\"", StringComparison.Ordinal));
}
