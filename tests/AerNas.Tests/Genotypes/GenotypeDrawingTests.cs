using System.Xml.Linq;
using AerNas.Genotypes;
using AerNas.Genotypes.Drawing;

namespace AerNas.Tests.Genotypes;

[Trait(Property.Trait, Property.Drawn)]
public sealed class GenotypeDrawingTests
{
    private static readonly Genotype Cell =
        GenotypeNotation.Parse("|nor_conv_3x3~0|+|none~0|skip_connect~1|+|avg_pool_3x3~0|nor_conv_1x1~1|none~2|");

    [Fact]
    public void Svg_AnyGenotype_IsXmlWithTitleAndOneLabelPerEdge() => Property.Holds(
        GenotypeGenerators.Any, 200, genotype =>
        {
            var texts = XDocument.Parse(GenotypeDrawing.Svg(genotype)).Descendants().Where(e => !e.HasElements)
                .ToLookup(e => e.Name.LocalName, e => e.Value);
            Assert.Single(texts["title"]);
            var operations = genotype.CellKinds.SelectMany(kind => genotype[kind].Edges).Select(e => e.Operation.Name);
            Assert.Equal(operations.Order(), texts["text"].Where(t => t.Contains('_') || t == "none").Order());
        });

    [Fact]
    public void Dot_NasBench201Cell_NamesNodesEdgesAndOutput() => Assert.Equal(
        """
        digraph genotype {
          rankdir=LR;
          node [shape=box];
          subgraph cluster_normal {
            label="cell";
            normal_0 [label="input 0"];
            normal_1 [label="node 1"];
            normal_2 [label="node 2"];
            normal_3 [label="node 3"];
            normal_output [label="output"];
            normal_0 -> normal_1 [label="nor_conv_3x3"];
            normal_0 -> normal_2 [label="none"];
            normal_1 -> normal_2 [label="skip_connect"];
            normal_0 -> normal_3 [label="avg_pool_3x3"];
            normal_1 -> normal_3 [label="nor_conv_1x1"];
            normal_2 -> normal_3 [label="none"];
            normal_3 -> normal_output;
          }
        }

        """,
        GenotypeDrawing.Dot(Cell));
}
