using AerNas.Cli.Display;
using AerNas.Statistics;

namespace AerNas.Tests.Cli;

/// <summary>A matrix is printed where it fits and its names can be told apart.</summary>
public sealed class ConfusionTableTests
{
    private static readonly string[] Photos = ["beach ball", "brick wall", "leaf", "night sky", "zebra"];

    [Theory]
    [InlineData(59, "beach b", "brick w", "night s")]
    [InlineData(79, "beach ball", "brick wall", "night sky")]
    [InlineData(119, "beach ball", "brick wall", "night sky")]
    public void Lines_OfFiveClasses_FitTheRoom(int room, params string[] shown)
    {
        var lines = ConfusionTable.Lines(Photos, Confusion(5), room)!;

        Assert.Equal(7, lines.Count);
        Assert.All(lines, line => Assert.InRange(line.Length, 1, room));
        Assert.All(shown, name => Assert.Equal(2, lines.Count(line => line.Contains(name, StringComparison.Ordinal))));
        Assert.Equal(5, lines.Skip(2).Count(line => line.Contains("15", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(59)]
    [InlineData(79)]
    [InlineData(99)]
    [InlineData(119)]
    [InlineData(199)]
    public void Lines_OfAnyNumberOfClasses_FitOrAreNone(int room)
    {
        for (var classes = 1; classes < 12; classes++)
        {
            var lines = ConfusionTable.Lines([.. Enumerable.Range(0, classes).Select(label => $"{label} of the kinds")],
                Confusion(classes), room);
            Assert.All(lines ?? [], line => Assert.InRange(line.Length, 1, room));
            Assert.Equal(classes <= (room < 60 ? 7 : 8), lines is not null);
        }
    }

    [Fact]
    public void Lines_OfNamesThatBeginAlike_AreNoneWhereTheyCannotBeToldApart()
    {
        string[] names = ["photographs of cats", "photographs of dogs"];
        Assert.Null(ConfusionTable.Lines(names, Confusion(2), 119));
        Assert.NotNull(ConfusionTable.Lines(["cats", "dogs"], Confusion(2), 59));
    }

    private static ConfusionMatrix Confusion(int classes)
    {
        var confusion = new ConfusionMatrix(classes);
        for (var label = 0; label < classes; label++)
            for (var image = 0; image < 15; image++)
                confusion.Count(label, label);
        return confusion;
    }
}
