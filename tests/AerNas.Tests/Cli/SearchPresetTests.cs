using System.Text.Json;
using AerNas.Cli;
using AerNas.Methods;
using AerNas.Options;
using AerNas.Searching;
using AerNas.Spaces;
using AerNas.Tests.Searching;

namespace AerNas.Tests.Cli;

/// <summary>The further settings that methods were published with, by <c>--preset</c>.</summary>
public sealed class SearchPresetTests
{
    public static TheoryData<string, string, string> Presets
    {
        get
        {
            var data = new TheoryData<string, string, string>();
            foreach (var (method, preset) in from method in MethodCatalog.All from preset in method.Presets select (method, preset))
            {
                foreach (var space in SearchSpace.All.Where(preset.Suits).DistinctBy(space => space.Protocol))
                    data.Add(method.Name, preset.Name, space.Name);
            }

            return data;
        }
    }

    /// <summary>The command is stopped before its first step; the run that it began tells what it was to be.</summary>
    [Theory]
    [MemberData(nameof(Presets))]
    public void Preset_AtEitherScale_GivesItsPublishedOptions(string name, string preset, string spaceName)
    {
        using var folder = new TemporaryFolder();
        var images = SmallSearch.WriteImages(folder);
        var space = SearchSpace.Find(spaceName);
        var method = MethodCatalog.All.Single(m => m.Name == name);
        method = method.With(method.Presets.Single(p => p.Name == preset));
        foreach (var (scale, expected) in new[] { ("paper", method.Published(space)), ("small", MethodCatalog.Small(method, space, 96)) })
        {
            var run = CommandRun.Of(new CancellationToken(canceled: true), "search", "--method", name, "--space", spaceName, "--preset",
                preset, "--scale", scale,
                "--data", images, "--batch", "16", "--channels", "2", "--set", "supernet.layers=3", "--set", "supernet.cells=1",
                "--engine", "torch",
                "--threads", "1", "--out", folder[scale]);

            Assert.True(run.ExitCode == ExitCode.Interrupted, run.Error);
            Assert.Equal(Text(expected with
            {
                Search = expected.Search with { BatchSize = 16 },
                Data = expected.Data with { Path = images },
                Supernet = expected.Supernet with { Channels = 2, Layers = 3, Cells = 1 },
                Runtime = expected.Runtime with { Engine = NetworkEngine.Torch, Threads = 1 },
            }), Text(SearchRun.OptionsOf(folder[scale])));
        }
    }

    [Theory]
    [InlineData("--method robustdarts --preset l3",
        "--preset: robustdarts has no 'l3' on nasbench201; there are early-stop, l2, drop-path.")]
    [InlineData("--method mtl-nas --space darts --preset single-level",
        "--preset: mtl-nas has no 'single-level' on darts; there are library.")]
    [InlineData("--method daas --space darts --preset single-level",
        "--preset: daas was published with one setting on darts; leave it out.")]
    [InlineData("--method darts-v1 --preset l2", "--preset: darts-v1 was published with one setting on nasbench201; leave it out.")]
    [InlineData("--method random-search --preset l2", "leave out --preset")]
    [InlineData("--resume run --preset l2", "--preset")]
    public void Preset_ThatThereIsNot_IsRefusedWithThoseThereAre(string arguments, string message) =>
        CommandRun.Of(["search", .. arguments.Split(' ')]).IsRefused(message);

    private static string Text(SearchOptions options) => JsonSerializer.Serialize(options, SearchOptionsJson.Of(MethodCatalog.Of(options)));
}
