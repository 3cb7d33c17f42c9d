using System.Text.Json.Nodes;
using AerNas.Cli;
using AerNas.Cli.Display;

namespace AerNas.Tests.Cli;

public sealed class RunDisplayTests
{
    [Fact]
    public void PlainDisplay_PrintsEpochsAndLongSilences()
    {
        using var text = new StringWriter { NewLine = "\n" };
        var time = new HandClock();
        var display = RunDisplay.For(new CommandOutput(new CommandHost { Output = text, Error = TextWriter.Null }, json: false), time);
        foreach (var step in Enumerable.Range(1, 4))
        {
            display.Show(At(step, ended: false));
            time.Advance(TimeSpan.FromSeconds(step == 2 ? 38 : 1));
        }

        display.Show(At(4, ended: true));
        Assert.Equal(
            """
            epoch  1/10  step 3/4  loss 0.500  valid 50.0 %  1 images/s  12:01 left
            epoch  1/10  loss 0.500  valid 50.0 %  2 images/s  8:12 left

            """, text.ToString());
    }

    [Fact]
    public void Json_SendsTextToTheOtherStream()
    {
        using var results = new StringWriter { NewLine = "\n" };
        using var text = new StringWriter { NewLine = "\n" };
        var output = new CommandOutput(new CommandHost { Output = results, Error = text }, json: true);
        output.Line("words");
        output.Result(new JsonObject { ["run"] = "a+b" });
        Assert.Equal("{\"run\":\"a+b\"}\n", results.ToString());
        Assert.Equal("words\n", text.ToString());
    }

    private static RunStatus At(int step, bool ended) => new()
    {
        Epoch = 1,
        Epochs = 10,
        Step = step,
        StepsPerEpoch = 4,
        Images = 20 * step,
        EpochEnded = ended,
        Figures = [Figure.Loss("loss", 0.5), Figure.Percent("valid", 0.5)],
    };

    private sealed class HandClock : TimeProvider
    {
        private long _now = 1;

        public override long TimestampFrequency => 1000;

        public override long GetTimestamp() => _now;

        public void Advance(TimeSpan duration) => _now += (long)duration.TotalMilliseconds;
    }
}
