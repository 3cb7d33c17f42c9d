using Xunit.Sdk;
using static TorchSharp.torch;

namespace AerNas.Tests.Parity;

/// <summary>
/// A loss that is larger by a step where an image lies above its recorded value, as a ReLU decides: half of the neighbours do.
/// </summary>
public sealed class GoldenJudgeTests
{
    private const string Result = "ce_loss";
    private const double Step = 1e-3;

    private static string Case =>
        GoldenCase.NamesOf("nb201_first_order").FirstOrDefault() ?? throw SkipException.ForSkip(GoldenFolders.Absent);

    [Fact]
    public void Run_RecordedResults_AreRightWithoutFloat64() => Assert.Equal(0, Judge(off: 0));

    [Fact]
    public void Run_ResultsOfFloat64ARoundingAway_AreRight() => Assert.InRange(Judge(off: Step), 2, 10);

    [Theory]
    [InlineData(2 * Step)]
    [InlineData(-Step)]
    [InlineData(Step / 10)]
    public void Run_ResultsThatFloat64DoesNotGive_AreFound(double off) =>
        Assert.Contains(Result, Assert.Throws<FailException>(() => Judge(off)).Message, StringComparison.Ordinal);

    /// <summary>Judges a float32 result that is off by so much; gives how often float64 was asked.</summary>
    private static int Judge(double off)
    {
        using var scope = NewDisposeScope();
        var recorded = Image(GoldenCase.Read(Case));
        var asked = 0;
        GoldenJudge.Run(Case, "float32", (golden, precision) =>
        {
            var isExact = precision == "float64";
            if (isExact) asked++;
            var dtype = GoldenFoldersAttribute.DtypeOf(precision);
            var comparison = new GoldenComparison(golden, dtype);
            var value = golden.Expected(Result, dtype).Value;
            comparison.Add(Result, value.Plus(!isExact ? off : Image(golden) > recorded ? Step : 0));
            comparison.Verify();
        });
        return asked;
    }

    private static double Image(GoldenCase golden) => golden.Tensor("in/x", ScalarType.Float64)[0, 0, 0, 0].item<double>();
}
