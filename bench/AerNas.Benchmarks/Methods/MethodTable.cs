using System.Globalization;
using System.Text;
using AerNas.Benchmarks.Machines;
using AerNas.Methods;

namespace AerNas.Benchmarks.Methods;

/// <summary>The methods as Markdown, ready to be committed under bench/results.</summary>
internal static class MethodTable
{
    /// <summary>One line a method: its engines side by side, each against DARTS-V1 on the same engine.</summary>
    public static string Of(MethodResults results)
    {
        var text = new StringBuilder();
        var engines = results.Methods.Select(result => result.Engine).Distinct().ToArray();
        var size = string.Join(", ", results.Settings.Select(setting => $"{setting.Key} {setting.Value}"));
        text.Append(CultureInfo.InvariantCulture, $"{Machine.Line}.\n\n{size}.\n\n");
        text.Append("| method |")
            .AppendJoin("", engines.Select(engine => $" {engine}: seconds a step | of darts-v1 | peak memory | of darts-v1 |"));
        text.Append(engines.Length == 2 ? " times faster |\n" : "\n");
        text.Append("| --- |").AppendJoin("", engines.Select(_ => " --- | --- | --- | --- |"))
            .Append(engines.Length == 2 ? " --- |\n" : "\n");
        foreach (var method in results.Methods.GroupBy(result => result.Method))
        {
            text.Append($"| {method.Key} |").AppendJoin("", method.Select(result => Cells(result, results)));
            text.Append(method.ToArray() is [var one, var other] ? Number(other.MedianSeconds / one.MedianSeconds, "0.0") : "")
                .Append('\n');
        }

        return text.ToString();
    }

    private static string Cells(MethodResult result, MethodResults all)
    {
        var first = all.Methods.SingleOrDefault(other => other.Method == DartsV1.Method.Name && other.Engine == result.Engine);
        return Number(result.MedianSeconds, "0.000") + Number(result.MedianSeconds / first?.MedianSeconds, "0.00")
            + Number(result.PeakResidentBytes / 1e9, "0.00' GB'")
            + Number(result.PeakResidentBytes / (double?)first?.PeakResidentBytes, "0.00");
    }

    private static string Number(double? value, string format) => $" {value?.ToString(format, CultureInfo.InvariantCulture)} |";
}
