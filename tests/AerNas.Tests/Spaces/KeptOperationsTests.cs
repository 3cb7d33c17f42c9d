using AerNas.Spaces;

namespace AerNas.Tests.Spaces;

public sealed class KeptOperationsTests
{
    private static readonly SearchSpace Space = SearchSpace.Darts;

    [Fact]
    public void Where_SomeOperations_KeepsThemInTheOrderOfTheSpace()
    {
        var edge = Space.Edges[3];
        var kept = KeptOperations.All(Space)
            .Where((kind, e, o) => kind == CellKind.Reduction || e != edge || o.Family is OperationFamily.Skip or OperationFamily.None);

        Assert.True(KeptOperations.All(Space).IsAll);
        Assert.False(kept.IsAll);
        Assert.Equal([CandidateOperation.None, CandidateOperation.SkipConnect], kept.Of(CellKind.Normal, edge));
        Assert.Equal(Space.Operations, kept.Of(CellKind.Reduction, edge));
        Assert.False(kept.Contains(CellKind.Normal, edge, CandidateOperation.MaxPool3x3));
    }

    [Fact]
    public void Parse_OfItsText_IsTheSame()
    {
        var kept = new KeptOperations(Space,
            (kind, edge, o) => (Space.RowOf(edge) + Space.ColumnOf(o) + SearchSpace.Darts.CellKinds.IndexOf(kind)) % 3 == 0);

        Assert.Equal(kept, KeptOperations.Parse(Space, kept.ToString()));
        Assert.NotEqual(kept, KeptOperations.All(Space));
    }

    [Theory]
    [InlineData("")]
    [InlineData("11111 11111 11111 11111 11111")]
    [InlineData("11111 11111 11111 11111 11111 1111")]
    [InlineData("11111 11111 11111 11111 11111 11112")]
    [InlineData("11111 11111 11111 11111 11111 00000")]
    public void Parse_AnotherText_IsRefused(string text) =>
        Assert.Contains("nasbench201", Assert.Throws<FormatException>(() => KeptOperations.Parse(SearchSpace.NasBench201, text)).Message,
            StringComparison.Ordinal);

    [Fact]
    public void Where_NothingOnAnEdge_IsRefused()
    {
        var error = Assert.Throws<ArgumentException>(() => KeptOperations.All(Space)
            .Where((kind, edge, _) => kind == CellKind.Normal || edge != Space.Edges[0]));
        Assert.Contains("Reduction", error.Message, StringComparison.Ordinal);
    }
}
