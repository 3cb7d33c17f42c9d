using System.Text.RegularExpressions;
using AerNas.Genotypes;
using AerNas.Spaces;

namespace AerNas.Tests.Parity;

/// <summary>From the names of the official evaluation networks to ours, by the operation on each edge.</summary>
/// <param name="genotype">The architecture.</param>
/// <param name="skeleton">Tells which cells are reductions.</param>
internal sealed class DerivedNetworkNames(Genotype genotype, Skeleton skeleton)
{
    /// <summary>The last convolution of the auxiliary head, which no case stores.</summary>
    internal const string UnstoredConvolution = "auxiliary.second.weight";

    /// <summary>Our name of a parameter or buffer of NetworkCIFAR, NetworkImageNet or AugmentCNN.</summary>
    internal string Translate(string official)
    {
        var name = Regex.Replace(official, @"^cells\.(\d+)\.dag\.(\d+)\.(\d+)\.0\.",
            m => $"cells.{m.Groups[1]}._ops.{2 * int.Parse(m.Groups[2].Value) + int.Parse(m.Groups[3].Value)}.");
        var edge = Regex.Match(name, @"^cells\.(?<cell>\d+)\._ops\.(?<edge>\d+)\.(?<rest>.*)$");
        return edge.Success
            ? OfEdge(int.Parse(edge.Groups["cell"].Value), int.Parse(edge.Groups["edge"].Value), edge.Groups["rest"].Value)
            : OfFrame(name);
    }

    private CellKind KindAt(int cell) => skeleton.Runs.First(run => (cell -= run.Count) < 0).Kind;

    private string OfEdge(int cell, int edge, string rest)
    {
        var operation = genotype[KindAt(cell)].Edges[edge].Operation;
        var inner = operation.Family switch
        {
            OperationFamily.SeparableConvolution => Separable(rest),
            OperationFamily.DilatedConvolution => Depthwise(Regex.Replace(rest, @"^(op|net)\.", "")),
            OperationFamily.FactorizedConvolution =>
                Replace(Regex.Replace(rest, @"^(op|net)\.", ""), ("1.", "wide."), ("2.", "high."), ("3.", "batch_norm.")),
            _ => Reduction(rest),
        };
        return $"cell{cell}.edges.edge{edge}.{inner}";
    }

    /// <summary>quark0 numbers both halves through; DARTS-AER nests them.</summary>
    private static string Separable(string rest)
    {
        if (Regex.Match(rest, @"^net\.(?<half>[01])\.net\.(?<inner>.*)$") is { Success: true } nested)
            return (nested.Groups["half"].Value == "0" ? "first." : "second.") + Depthwise(nested.Groups["inner"].Value);
        var index = int.Parse(Regex.Match(rest, @"^op\.(\d)").Groups[1].Value);
        var (half, place) = index < 4 ? ("first.", index) : ("second.", index - 4);
        return half + Depthwise($"{place}.{rest[5..]}");
    }

    private static string Depthwise(string rest) => Replace(rest, ("1.", "depthwise."), ("2.", "pointwise."), ("3.", "batch_norm."));

    private static string Reduction(string rest) =>
        Replace(rest, ("conv_1.", "even."), ("conv_2.", "odd."), ("conv1.", "even."), ("conv2.", "odd."), ("bn.", "batch_norm."));

    private static string OfFrame(string name)
    {
        if (Regex.Match(name, @"^cells\.(?<cell>\d+)\.preproc(ess)?(?<input>[01])\.(?<rest>.*)$") is { Success: true } input)
        {
            var rest = Regex.Replace(input.Groups["rest"].Value, @"^(op|net)\.", "");
            return $"cell{input.Groups["cell"]}.preprocess{input.Groups["input"]}."
                + $"{Reduction(Replace(rest, ("1.", "convolution."), ("2.", "batch_norm.")))}";
        }

        return Replace(Regex.Replace(name, @"^(aux_head\.net|auxiliary_head\.features)\.", "auxiliary."),
            ("auxiliary.2.", "auxiliary.first.convolution."), ("auxiliary.3.", "auxiliary.first.batch_norm."),
            ("auxiliary.5.", "auxiliary.second."), ("auxiliary.6.", "auxiliary.second_batch_norm."),
            ("aux_head.linear.", "auxiliary.classifier."), ("auxiliary_head.classifier.", "auxiliary.classifier."),
            ("linear.", "classifier."),
            ("stem.0.", "stem.convolution."), ("stem.1.", "stem.batch_norm."),
            ("stem0.0.", "stem.convolution."), ("stem0.1.", "stem.batch_norm."),
            ("stem0.3.", "stem_quarter.convolution."), ("stem0.4.", "stem_quarter.batch_norm."),
            ("stem1.1.", "stem_eighth.convolution."), ("stem1.2.", "stem_eighth.batch_norm."));
    }

    /// <summary>Replaces the first prefix that fits.</summary>
    private static string Replace(string name, params (string Prefix, string By)[] rules)
    {
        var rule = rules.FirstOrDefault(r => name.StartsWith(r.Prefix, StringComparison.Ordinal), (Prefix: "", By: ""));
        return rule.By + name[rule.Prefix.Length..];
    }
}
