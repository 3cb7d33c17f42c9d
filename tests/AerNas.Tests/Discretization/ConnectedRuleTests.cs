using AerNas.Discretization;
using AerNas.Relaxations;
using AerNas.Spaces;
using static TorchSharp.torch;

namespace AerNas.Tests.Discretization;

public sealed class ConnectedRuleTests
{
    [Fact]
    public void Discretize_NoneOnAllEdgesFromTheInput_TakesTheStrongestOthers()
    {
        using var alpha = Alpha(noneFromInput: 1.0);

        Assert.Equal("|none~0|+|none~0|nor_conv_3x3~1|+|none~0|nor_conv_3x3~1|nor_conv_3x3~2|",
            new ArgmaxRule().Discretize(alpha).ToString());
        Assert.Equal(
            "|nor_conv_3x3~0|+|nor_conv_3x3~0|nor_conv_3x3~1|+|nor_conv_3x3~0|nor_conv_3x3~1|nor_conv_3x3~2|",
            new ConnectedRule(new ArgmaxRule()).Discretize(alpha).ToString());
    }

    [Fact]
    public void Discretize_ConnectedCell_IsTheRulesOwn()
    {
        using var alpha = Alpha(noneFromInput: 0.0);

        Assert.Equal(new ArgmaxRule().Discretize(alpha), new ConnectedRule(new ArgmaxRule()).Discretize(alpha));
    }

    /// <summary>The 3x3 convolution leads with 0.5; none has a value of its own on the edges from the input.</summary>
    private static ArchitectureParameters Alpha(double noneFromInput)
    {
        var space = SearchSpace.NasBench201;
        return ArchitectureParameters.FromValues(space, _ =>
        {
            var values = zeros([6, 5]);
            values[TensorIndex.Colon, space.ColumnOf(CandidateOperation.NorConv3x3)] = 0.5f;
            foreach (var edge in space.Edges.Where(e => e.From.Value == 0))
                values[space.RowOf(edge), space.ColumnOf(CandidateOperation.None)] = (float)noneFromInput;
            return values;
        });
    }
}
