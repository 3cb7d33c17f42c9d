using System.Globalization;

namespace AerNas.Reports.Pages;

/// <summary>What the run was made from: enough to make it again.</summary>
internal static class ReceiptSection
{
    public static string Of(RecordedRun run)
    {
        var (record, judge) = (run.Record, run.IsSearchFree ? "table" : "images");
        var receipt = new List<KeyValuePair<string, string>>
        {
            new("folder", run.Directory.Path),
            new("started", record.Started.ToUniversalTime().ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture)),
            new("seed", run.Seed ?? "not recorded"),
            new(judge, record.Dataset),
            new($"SHA-256 of the {judge}", record.DatasetHash),
        };
        if (record.SplitHash is { Length: > 0 } split) receipt.Add(new("SHA-256 of their split", split));
        receipt.AddRange((record.Stretches ?? [])
            .Select(stretch => KeyValuePair.Create("went on", $"after {Counted.Of(stretch.After, "epoch")}, to {stretch.Epochs} in all")));
        receipt.AddRange(record.Versions.Select(version => KeyValuePair.Create(version.Key, version.Value)));
        receipt.AddRange(record.Machine ?? (IEnumerable<KeyValuePair<string, string>>)[new("machine", "not recorded")]);
        return $"<div class=\"columns\">\n<div>\n{Html.Table("Receipt", receipt)}</div>\n<div>\n"
            + $"{Html.Table("Options", run.Options)}</div>\n</div>\n";
    }
}
