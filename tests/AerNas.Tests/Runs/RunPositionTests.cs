using AerNas.Runs;

namespace AerNas.Tests.Runs;

public sealed class RunPositionTests
{
    [Theory]
    [InlineData(0, 0, "0 epochs")]
    [InlineData(0, 1, "1 step")]
    [InlineData(1, 0, "1 epoch")]
    [InlineData(1, 1, "1 epoch and 1 step")]
    [InlineData(2, 37, "2 epochs and 37 steps")]
    public void InWords_OfAPosition_LeavesOutWhatIsNone(int epoch, int step, string words) =>
        Assert.Equal(words, new RunPosition(epoch, step).InWords);
}
