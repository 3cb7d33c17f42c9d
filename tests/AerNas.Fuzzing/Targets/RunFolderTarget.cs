using System.Collections.Immutable;
using System.Text.Json.Nodes;
using AerNas.Fuzzing.Seeds;
using AerNas.Reports.Pages;
using AerNas.Reports.Runs;
using AerNas.Runs;
using AerNas.Searching;
using AerNas.Searching.Deriving;
using AerNas.Spaces;

namespace AerNas.Fuzzing.Targets;

/// <summary>The files of a run that reports and derivations read: one of them is the input, the others are sound.</summary>
internal sealed class RunFolderTarget : IFuzzTarget, IDisposable
{
    private static readonly string[] Files = ["run.json", "metrics.jsonl", "result.json"];

    private readonly Lazy<SmallRun> _run = new(() => new SmallRun());
    private readonly Lazy<ImmutableArray<FuzzInput>> _seeds;

    public RunFolderTarget()
    {
        _seeds = new(() =>
        {
            Rewrite("run.json", record =>
            {
                record["started"] = "2026-01-02T03:04:05+00:00"; // what differs from run to run is fixed, for inputs are to be the same
                record["options"]!["data"]!["path"] = "images";
                return record.ToJsonString();
            });
            Rewrite("metrics.jsonl", row =>
            {
                (row["seconds"], row["residentBytes"]) = (1.5, 1 << 28);
                var first = row.ToJsonString();
                row["epoch"] = 1;
                return $"{first}\n{row.ToJsonString()}\n";
            });
            return [.. Files.Select(file => new FuzzInput(file, File.ReadAllBytes(Path.Combine(_run.Value.Folder, file))))];
        });
    }

    public string Name => "runs";

    public int ShortInputs => 100;

    public ImmutableArray<FuzzInput> Seeds => _seeds.Value;

    public ImmutableArray<byte[]> Words { get; } = JsonWords.With(
        "\"epoch\":", "\"alpha\":", "\"Normal\":", "\"1<-0\":", "\"999<-998\":{", "\"genotype\":", "\"options\":", "\"search\":",
            "\"kind\":", "\"train\"", "\"entropy\":", "\"schedule\":", "\"beta\":{}");

    public ImmutableArray<Type> Refusals { get; } = [typeof(RunStorageException)];

    public byte[] Mend(FuzzInput input) => JsonMutation.Of(Seeds, input);

    public void Read(FuzzInput input)
    {
        var file = Path.Combine(_run.Value.Folder, input.Name);
        var sound = Seeds.First(seed => seed.Name == input.Name);
        File.WriteAllBytes(file, input.Bytes);
        try
        {
            RunReport.Html(RecordedRun.Read(_run.Value.Folder));
            SearchRun.OptionsOf(_run.Value.Folder);
            using var alpha = new RecordedAlphas(RunDirectory.Open(_run.Value.Folder), SearchSpace.NasBench201).After(0);
        }
        finally
        {
            File.WriteAllBytes(file, sound.Bytes);
        }
    }

    private void Rewrite(string file, Func<JsonObject, string> change)
    {
        var path = Path.Combine(_run.Value.Folder, file);
        File.WriteAllText(path, change(JsonNode.Parse(File.ReadAllText(path))!.AsObject()));
    }

    public void Dispose()
    {
        if (_run.IsValueCreated) _run.Value.Dispose();
    }
}
