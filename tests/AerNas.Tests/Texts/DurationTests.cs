using AerNas.Texts;

namespace AerNas.Tests.Texts;

public sealed class DurationTests
{
    [Theory]
    [InlineData("20m", 1200)]
    [InlineData("1h30m", 5400)]
    [InlineData("90s", 90)]
    [InlineData("5ms", 0.005)]
    [InlineData("200us", 0.0002)]
    [InlineData("1.5µs", 0.0000015)]
    [InlineData("1.5h", 5400)]
    [InlineData("1d2h3m4s", 93784)]
    public void TryParse_NumbersWithUnits_IsTheirSum(string text, double seconds)
    {
        Assert.True(Duration.TryParse(text, out var duration));
        Assert.Equal(seconds, duration.TotalSeconds, 1e-9);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("20")]
    [InlineData("m")]
    [InlineData("30m1h")]
    [InlineData("-5m")]
    [InlineData("5 m")]
    [InlineData("99999999999999999999d")]
    public void TryParse_AnythingElse_IsRefused(string? text) => Assert.False(Duration.TryParse(text, out _));

    [Theory]
    [InlineData(5400, "1h 30m")]
    [InlineData(93784, "1d 2h")]
    [InlineData(59.7, "1m")]
    [InlineData(45, "45s")]
    [InlineData(0.005, "5ms")]
    public void Text_NamesTheTwoLargestUnits(double seconds, string text) =>
        Assert.Equal(text, Duration.Text(TimeSpan.FromSeconds(seconds)));
}
