using System.Text.RegularExpressions;
using AerNas.Spaces;

namespace AerNas.Tests.Parity;

/// <summary>From the official codes' names of parameters and buffers to ours.</summary>
internal static class OfficialNames
{
    /// <summary>SearchCNNController of kunjing96/DARTS-AER: <c>net.cells.0.dag.1.2._ops.3.net.0.net.1.weight</c>.</summary>
    internal static string OfDartsSupernet(string official, IReadOnlyList<CandidateOperation> operations) => Rewrite(
        Regex.Replace(official, @"\.dag\.(?<node>\d+)\.(?<source>\d+)\._ops\.(?<column>\d+)\.", match =>
            $".{Number(match, "node") + SearchSpace.Darts.InputNodes}<-{Number(match, "source")}.{operations[Number(match, "column")]}."),
        (@"^net\.", ""),
        (@"^stem\.0\.", "stem.convolution."),
        (@"^stem\.1\.", "stem.batch_norm."),
        (@"^linear\.", "classifier."),
        (@"^cells\.", "cell"),
        (@"\.preproc(\d)\.net\.1\.", ".preprocess$1.convolution."),
        (@"\.preproc(\d)\.net\.2\.", ".preprocess$1.batch_norm."),
        (@"\.preproc(\d)\.", ".preprocess$1."),
        (@"\.conv1\.", ".even."),
        (@"\.conv2\.", ".odd."),
        (@"\.bn\.", ".batch_norm."),
        (@"\.net\.0\.net\.", ".first.net."),
        (@"\.net\.1\.net\.", ".second.net."),
        (@"\.net\.1\.", ".depthwise."),
        (@"\.net\.2\.", ".pointwise."),
        (@"\.net\.3\.", ".batch_norm."));

    /// <summary>
    /// Network of yuhuixu1993/PC-DARTS, <c>cells.0._ops.3._ops.4.op.1.weight</c>, and of chenxin061/pdarts,
    /// <c>cells.0.cell_ops.3.m_ops.2.op.1.weight</c>: by edge and by place among the operations that the edge keeps.
    /// </summary>
    /// <param name="official">The official name.</param>
    /// <param name="kept">What the edges keep.</param>
    /// <param name="layers">Cells in all.</param>
    internal static string OfCellsByEdge(string official, KeptOperations kept, int layers) => Rewrite(
        Regex.Replace(official, @"^cells\.(?<cell>\d+)\.(_ops|cell_ops)\.(?<edge>\d+)\.(_ops|m_ops)\.(?<place>\d+)\.", match =>
        {
            var (cell, edge) = (Number(match, "cell"), kept.Space.Edges[Number(match, "edge")]);
            return $"cell{cell}.{edge}.{kept.Of(GoldenNetwork.KindOf(cell, layers), edge).ElementAt(Number(match, "place"))}.";
        }),
        (@"^stem\.0\.", "stem.convolution."),
        (@"^stem\.1\.", "stem.batch_norm."),
        (@"^cells\.", "cell"),
        (@"\.preprocess(\d)\.op\.1\.", ".preprocess$1.convolution."),
        (@"\.conv_1\.", ".even."),
        (@"\.conv_2\.", ".odd."),
        (@"\.(sep_\w+)\.op\.1\.", ".$1.first.depthwise."),
        (@"\.(sep_\w+)\.op\.2\.", ".$1.first.pointwise."),
        (@"\.(sep_\w+)\.op\.5\.", ".$1.second.depthwise."),
        (@"\.(sep_\w+)\.op\.6\.", ".$1.second.pointwise."),
        (@"\.(dil_\w+)\.op\.1\.", ".$1.depthwise."),
        (@"\.(dil_\w+)\.op\.2\.", ".$1.pointwise."));

    /// <summary>
    /// TinyNetworkDarts of AutoDL-Projects: <c>cells.0.edges.1&lt;-0.2.op.1.weight</c>; its cells and reductions share one list.
    /// </summary>
    /// <param name="official">The official name.</param>
    /// <param name="operations">The columns of alpha.</param>
    /// <param name="cells">Cells in each stage.</param>
    internal static string OfNasBench201Supernet(string official, IReadOnlyList<CandidateOperation> operations, int cells) => Rewrite(
        Regex.Replace(
            Regex.Replace(official, @"\.edges\.(?<to>\d+)<-(?<from>\d+)\.(?<column>\d+)\.", match =>
                $".{Number(match, "to")}<-{Number(match, "from")}.{operations[Number(match, "column")]}."),
            @"^cells\.(?<place>\d+)\.", match =>
            {
                var (stage, place) = Math.DivRem(Number(match, "place"), cells + 1);
                return place == cells ? $"reduction{stage}." : $"cell{stage * cells + place}.";
            }),
        (@"^stem\.0\.", "stem.convolution."),
        (@"^stem\.1\.", "stem.batch_norm."),
        (@"^lastact\.0\.", "last_batch_norm."),
        (@"\.conv_a\.", ".first."),
        (@"\.conv_b\.", ".second."),
        (@"\.downsample\.1\.", ".shortcut."),
        (@"\.op\.1\.", ".convolution."),
        (@"\.op\.2\.", ".batch_norm."));

    /// <summary>The controller of ENAS: <c>w_lstm.weight_ih_l0</c>.</summary>
    internal static string OfController(string official) => Rewrite(
        official,
        (@"^input_vars$", "start"),
        (@"^w_embd\.weight$", "embedding"),
        (@"^w_pred\.", "output_"),
        (@"^w_lstm\.(weight|bias)_ih_l(\d)$", "layer$2.input_$1"),
        (@"^w_lstm\.(weight|bias)_hh_l(\d)$", "layer$2.hidden_$1"));

    private static int Number(Match match, string group) => int.Parse(match.Groups[group].Value);

    private static string Rewrite(string name, params (string Pattern, string By)[] rules) =>
        rules.Aggregate(name, (text, rule) => Regex.Replace(text, rule.Pattern, rule.By));
}
