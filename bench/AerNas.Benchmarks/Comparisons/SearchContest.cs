using System.Collections.Immutable;
using System.Globalization;
using AerNas.Benchmarks.Steps;

namespace AerNas.Benchmarks.Comparisons;

/// <summary>The search that <c>aernas search</c> does by default, on the images that come with AerNas: the whole process.</summary>
/// <param name="Threads">Threads that compute.</param>
/// <param name="Options">Further options of the command.</param>
internal sealed record SearchContest(int Threads, ImmutableArray<string> Options) : IContest
{
    public string Name => "search";

    public string Title => "the default `aernas search`, wall time";

    public ImmutableArray<Contestant> Contestants => [Contestant.Fused, Contestant.Torch];

    public Sample Measure(Contestant contestant)
    {
        var folder = Directory.CreateTempSubdirectory("aernas-benchmark-");
        try
        {
            string[] arguments =
            [
                "search", "--json",
                "--out", Path.Combine(folder.FullName, "run"),
                "--engine", StepOptions.EngineName(contestant.Engine),
                "--threads", Threads.ToString(CultureInfo.InvariantCulture),
                .. Options,
            ];
            return new Sample(ChildProgram.Run(ChildProgram.Cli, arguments).Seconds);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
