using AerNas.Genotypes;
using AerNas.Methods;
using AerNas.Networks;
using AerNas.Options;
using AerNas.Runtime;
using AerNas.Searching;
using AerNas.Spaces;
using AerNas.Tests.Cli;
using AerNas.Tests.Data.Sources;
using AerNas.Tests.Kernels;
using AerNas.Tests.Training;
using static TorchSharp.torch;

namespace AerNas.Tests.Networks;

/// <summary>
/// Networks of few channels by torch's operators on colour images. Where they lie with channels last, libtorch writes beyond its buffers on
/// processors with AVX2 and without AVX-512; a child process takes its convolutions for such a machine and has malloc check every block.
/// </summary>
public sealed class FewChannelsTests
{
    private const string ChildVariable = "AERNAS_TESTS_FEW_CHANNELS";
    private const string MallocChecks = "libc_malloc_debug.so.0"; // of glibc; others have no such library, and the child runs without it

    private static readonly (string Name, string Value)[] LesserMachine =
        [("ONEDNN_MAX_CPU_ISA", "AVX2"), ("MALLOC_CHECK_", "3"), (ChildVariable, "1")];

    private static bool IsChild => Environment.GetEnvironmentVariable(ChildVariable) is not null;

    [Fact]
    public async Task NetworksOfFewChannels_OnALesserMachine_LeaveTheHeapAlone()
    {
        if (IsChild) return;
        var checks = File.Exists($"/lib/x86_64-linux-gnu/{MallocChecks}")
            ? [("LD_PRELOAD", MallocChecks)]
            : Array.Empty<(string, string)>();
        using var child = TestProcess.Start(["-class", typeof(FewChannelsTests).FullName!], LesserMachine.Concat(checks));
        var (code, output) = await TestProcess.Finish(child, TestContext.Current.CancellationToken);
        Assert.True(code == 0, output);
    }

    /// <summary>In a child; elsewhere it has nothing to say.</summary>
    [Fact]
    public void Searches_EveryMethodAndSpace_OnTorch_Run()
    {
        if (!IsChild) return;
        using var folder = new TemporaryFolder();
        folder.Write("pictures.zip", DatasetFixtures.Zip(DatasetFixtures.Pictures(withTest: true)));
        var channels = 2;
        foreach (var (method, space) in from method in MethodCatalog.All from space in method.Spaces select (method, space))
        {
            if (space.Notation == GenotypeForm.Json) continue; // searched by MethodMatrixTests: chains have no whole widths here
            channels = channels % 7 + 1;
            Console.Error.WriteLine($"{method.Name}, {space.Name}, {channels} channels"); // the last line tells where a child ended
            using var run = SearchRun.Start(
                Options(method, space, channels) with { Data = new SearchDataOptions { Path = folder["pictures.zip"], Images = 16 } },
                folder[$"{method.Name}-{space.Name}"], TimeProvider.System);
            run.Run(cancellation: TestContext.Current.CancellationToken);
        }
    }

    /// <summary>In a child: the command and the pictures of the report; elsewhere it has nothing to say.</summary>
    [Fact]
    public void Search_OnThePicturesOfTheReport_Runs()
    {
        if (!IsChild || SharedFiles.Find("cases", "reports", "small-channels-heap-corruption", "tiny.zip") is not { } pictures) return;
        using var folder = new TemporaryFolder();
        var run = CommandRun.Of("search", "--space", "darts", "--method", "pc-darts", "--engine", "torch", "--data", pictures, "--epochs",
            "1", "--batch", "8",
            "--threads", "1", "--out", folder["run"]);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
    }

    /// <summary>In a child; elsewhere it has nothing to say.</summary>
    [Fact]
    public void DerivedNetworks_OfEveryFormAndWidth_LearnAndClassify()
    {
        if (!IsChild) return;
        Skeleton[] forms =
        [
            Skeleton.Cifar with { Layers = 3, ImageSize = 32, AuxiliaryHead = AuxiliaryHead.Official },
            Skeleton.ImageNet with { Layers = 3, ImageSize = 64, Classes = 3 },
            Skeleton.NasBench201 with { Cells = 1, ImageSize = 16 },
        ];
        foreach (var form in forms)
        {
            for (var channels = form.Form.Name == "ImageNet" ? 2 : 1; channels <= 16; channels += channels < 8
                ? form.Form.Name == "ImageNet" ? 2 : 1
                : 8)
            {
                Console.Error.WriteLine($"{form.Form}, {channels} channels");
                Learn(form with { Channels = channels });
            }
        }
    }

    [Theory]
    [InlineData("darts", "pc-darts", "8")]
    [InlineData("nasbench201", "darts-v1", "2")]
    public void Pictures_ThatEndedTheProcess_AreSearched(string space, string method, string channels)
    {
        var pictures = SharedFiles.Find("cases", "reports", "small-channels-heap-corruption", "tiny.zip");
        Assert.SkipWhen(pictures is null, "shared/cases is not here.");
        using var folder = new TemporaryFolder();
        var run = CommandRun.Of("search", "--space", space, "--method", method, "--engine", "torch", "--data", pictures, "--epochs", "1",
            "--batch", "8", "--threads", "1",
            "--channels", channels, "--set", "supernet.layers=3", "--set", "supernet.cells=1", "--out", folder["run"]);
        Assert.True(run.ExitCode == 0, run.Error);
    }

    private static void Learn(Skeleton skeleton)
    {
        using var scope = NewDisposeScope();
        using var stream = RandomStreams.Create(1, "weights");
        var genotype = skeleton.Form.Space == SearchSpace.Darts ? TrainingSamples.DartsGenotype : TrainingSamples.NasBench201Genotype;
        using var network = new DerivedNetwork(genotype, skeleton, new WeightSource(stream, ScalarType.Float32, CPU));
        var images = rand(4, 3, skeleton.ImageSize, skeleton.ImageSize).permute(0, 1, 3, 2); // as a caller may have them
        for (var step = 0; step < 2; step++)
        {
            var (logits, auxiliary) = network.Forward(images);
            var loss = logits.Power(2).sum();
            if (auxiliary is not null) loss = loss.Plus(auxiliary.Power(2).sum());
            loss.backward();
        }

        network.Training = false;
        using var noGrad = no_grad();
        Assert.Equal([4, skeleton.Classes], network.Forward(images).Logits.shape);
    }

    /// <summary>One step an epoch; where channels are parted, so many that a cell sees <paramref name="channels"/>.</summary>
    private static SearchOptions Options(SearchMethod method, SearchSpace space, int channels)
    {
        var options = MethodCatalog.Small(method, space)
            .With<DecisionOptions>(decisions => decisions with { BatchIncrease = 0 })
            .With<IReadOnlyList<StageOptions>>(stages => [.. stages.Select(stage => stage with { AddedLayers = 0 })])
            .With<AttackOptions>(attack => attack with { Steps = 1 });
        return options with
        {
            Search = options.Search with { Epochs = 1, BatchSize = 8 },
            Supernet = new SupernetSize
            {
                Channels = channels * (options.Own?.Part<PartialChannelOptions>()?.Parts ?? 1),
                Cells = 1,
                Layers = 3,
            },
            Runtime = new RuntimeOptions { Engine = NetworkEngine.Torch, Threads = 1 },
        };
    }
}
