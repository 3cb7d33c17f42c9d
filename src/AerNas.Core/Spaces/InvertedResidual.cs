// The inverted residual of mobile networks (Sandler et al.: MobileNetV2, CVPR 2018), which is also called MBConv:
//
//   1x1 convolution to e times the channels -> k x k depthwise convolution, which strides -> 1x1 convolution to the channels out
//
// each with a batch norm, and an activation behind the first two; what it reads is added where the shape stays. Without expansion the first
// convolution is left out. Squeeze-and-excite (Tan et al.: MnasNet, CVPR 2019) stands behind the depthwise one, with a quarter of the
// channels that the block reads. In groups (Wu et al.: FBNet, CVPR 2019) the first convolution stays, both 1x1 convolutions see their own
// half of the channels alone, and a shuffle stands behind the first.

using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.RegularExpressions;
using AerNas.Graphs;

namespace AerNas.Spaces;

/// <summary>Inverted residuals as candidate operations: what one is stands in its name, <c>mbconv_5x5_e6</c>, <c>mbconv_3x3_e1_g2</c> or
/// <c>mbconv_3x3_e3_se</c>, so that a space names any of them.</summary>
/// <param name="Kernel">Height and width of the depthwise kernel, odd.</param>
/// <param name="Expansion">How many times the channels between are those that are read.</param>
/// <param name="Groups">Groups of the 1x1 convolutions.</param>
/// <param name="Squeezes">Whether it has squeeze-and-excite.</param>
internal sealed partial record InvertedResidual(int Kernel, int Expansion, int Groups, bool Squeezes)
{
    /// <summary>How the names are made, for messages.</summary>
    public const string Names =
        "mbconv_KxK_eE (K: 3, 5, 7, 9 or 11; E: 1 to 12; then _g2 or _g4 for groups, and _se for squeeze-and-excite)";

    private const int SqueezedTo = 4; // times fewer channels

    /// <summary>The operation of a name; case does not count.</summary>
    public static bool TryRead(string? name, [NotNullWhen(true)] out CandidateOperation? operation)
    {
        var match = Form.Match(name ?? "");
        operation = match.Success ? Of(match).Operation : null;
        return operation is not null;
    }

    [GeneratedRegex(@"^mbconv_(?<k>3|5|7|9|11)x\k<k>_e(?<e>[1-9]|1[0-2])(_g(?<g>[24]))?(?<se>_se)?\z", RegexOptions.IgnoreCase
        | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Form { get; }

    /// <summary>What an operation is as an inverted residual; null where it is none.</summary>
    public static InvertedResidual? Of(CandidateOperation operation) =>
        Form.Match(operation.Name) is { Success: true } match ? Of(match) : null;

    private CandidateOperation Operation => new(
        $"mbconv_{Kernel}x{Kernel}_e{Expansion}{(Groups > 1 ? $"_g{Groups}" : "")}{(Squeezes ? "_se" : "")}",
        OperationFamily.InvertedResidual, Build);

    private static InvertedResidual Of(Match match)
    {
        int Number(string group, int otherwise) =>
            match.Groups[group] is { Success: true, Value: var digits } ? int.Parse(digits, CultureInfo.InvariantCulture) : otherwise;
        return new InvertedResidual(Number("k", 0), Number("e", 0), Number("g", 1), match.Groups["se"].Success);
    }

    private MapId Build(OperationSite site)
    {
        var (graph, norm, activation) = (site.Graph, site.Style.Norm, site.Style.Activation);
        var (map, read) = (site.Source, graph.ChannelsOf(site.Source));
        if (Expansion > 1 || Groups > 1)
            map = graph.Activate(Pointwise(graph.In("expand"), map, read * Expansion, norm, Groups), activation);
        if (Groups > 1) map = graph.Shuffle(map, Groups);
        map = graph.In("depthwise").DepthwiseNorm(map, Window.Square(Kernel, site.Stride), norm);
        map = graph.Activate(map, activation); // [N, E C, H / stride, W / stride]
        if (Squeezes) map = graph.SqueezeExcite(map, Math.Max(1, read / SqueezedTo), activation);
        return graph.WithShortcut(site.Source, Pointwise(graph.In("project"), map, site.Channels, norm, Groups), site.Stride);
    }

    internal static MapId Pointwise(GraphBuilder graph, MapId map, int outputs, NormStyle norm, int groups = 1) => graph.In("batch_norm")
        .Norm(graph.In("convolution").Convolution(map, outputs, Window.Square(1), groups), norm); // [N, C', H, W]
}
