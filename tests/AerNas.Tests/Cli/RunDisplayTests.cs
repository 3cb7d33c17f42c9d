using System.Text.Json.Nodes;
using AerNas.Cli;
using AerNas.Cli.Display;
using AerNas.Searching;
using AerNas.Searching.Watching;
using AerNas.Stopping;

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

    [Fact]
    public void SearchReporter_AdviceThatStays_IsPrintedOnce()
    {
        using var text = new StringWriter { NewLine = "\n" };
        var display =
            RunDisplay.For(new CommandOutput(new CommandHost { Output = text, Error = TextWriter.Null }, json: false), new HandClock());
        var reporter = new SearchReporter(display, "aernas", "runs/a b");
        foreach (var epoch in Enumerable.Range(1, 3))
        {
            reporter.Report(new SearchProgress
            {
                Position = new(epoch, 0),
                StepsPerEpoch = 4,
                Epochs = 3,
                Totals = default,
                Lambda = -0.2,
                Finished = new EpochOutcome(epoch - 1, "cell", 0.5, 2),
                Signs = new SearchSigns
                {
                    SkipShare = 0.25,
                    ChoiceGap = 0.125,
                    MaximumBits = 2.32,
                    HessianEigenvalue = 1.5,
                    Advice = epoch == 1 ? null : new SearchAdvice(SearchFailure.LearningStopped,
                        $"Do this in epoch {epoch}: aernas derive RUN --max-skips 2."),
                },
            });
        }

        Assert.Equal(
            """
            epoch 1/3  loss w 0.000  train 0.0 %  valid 50.0 %  entropy 2.000 bits  skips 25.0 %  gap 0.125  eigenvalue 1.500  lambda -0.200
            epoch 2/3  loss w 0.000  train 0.0 %  valid 50.0 %  entropy 2.000 bits  skips 25.0 %  gap 0.125  eigenvalue 1.500  lambda -0.200
            advice: Do this in epoch 2: aernas derive 'runs/a b' --max-skips 2.
            epoch 3/3  loss w 0.000  train 0.0 %  valid 50.0 %  entropy 2.000 bits  skips 25.0 %  gap 0.125  eigenvalue 1.500  lambda -0.200

            """, System.Text.RegularExpressions.Regex.Replace(text.ToString(), "  [0-9:]+ left", ""));
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
}
