using AerNas.Reports.Figures;

namespace AerNas.Tests.Reports;

public sealed class LineStyleTests
{
    [Fact]
    public void Styles_OfOneFigure_AreToldApartWithoutColour()
    {
        var styles = Enumerable.Range(0, 32).Select(number => new LineStyle(number)).ToArray();

        Assert.Equal(32, styles.Select(style => (style.Marker, style.Pattern.Name)).Distinct().Count());
        Assert.All(styles.Zip(styles.Skip(1)), pair => Assert.True(
            pair.First.Marker != pair.Second.Marker && pair.First.Pattern.Name != pair.Second.Pattern.Name
                && pair.First.Color != pair.Second.Color));
    }
}
