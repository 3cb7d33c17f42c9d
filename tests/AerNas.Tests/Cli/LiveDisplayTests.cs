using AerNas.Cli;
using AerNas.Cli.Display;

namespace AerNas.Tests.Cli;

public sealed class LiveDisplayTests
{
    private const string Advice = "The alphas are still undecided at the end (2.30 of at most 2.32 bits): search more epochs, or "
        + "raise alpha.learningRate.";
    private const int Epochs = 3;
    private const int Steps = 8;

    public static TheoryData<int> Widths => [20, 40, 60, 79, 80, 81, 100, 120, 125, 200, 300];

    [Theory]
    [MemberData(nameof(Widths))]
    public void EpochsOfASearch_InATerminal_StandWholeAndAlone(int width)
    {
        var terminal = new FakeTerminal(width);
        Follow(terminal, (_, _) => { });

        AssertFinished(terminal, width);
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void LiveLines_WhileItRuns_HaveOneRowEach(int width)
    {
        var terminal = new FakeTerminal(width);
        Follow(terminal, (epoch, step) =>
        {
            var rows = terminal.Rows.SkipWhile(row => !row.StartsWith($"epoch {epoch}/{Epochs}   step {step}/", StringComparison.Ordinal))
                .ToList();
            if (width < 30) return;
            Assert.InRange(rows.Count, 2, 4); // progress, figures, cell, advice
            Assert.All(rows, row => Assert.InRange(row.Length, 1, width - 1));
        });
    }

    [Theory]
    [InlineData(46, false)]
    [InlineData(54, false)]
    [InlineData(64, true)]
    [InlineData(120, true)]
    public void ProgressLine_WithoutRoomForAll_KeepsTheTimeLeft(int width, bool rate)
    {
        var terminal = new FakeTerminal(width);
        Follow(terminal, (epoch, step) =>
        {
            if (epoch == 1) return;
            var row = terminal.Rows.Last(row => row.StartsWith($"epoch {epoch}/{Epochs}   step {step}/", StringComparison.Ordinal));
            if (epoch < Epochs || step < Steps) Assert.EndsWith(" left", row, StringComparison.Ordinal);
            Assert.Equal(rate, row.Contains("images/s", StringComparison.Ordinal));
        });
    }

    [Theory]
    [InlineData(120, 60)]
    [InlineData(200, 80)]
    [InlineData(100, 99)]
    [InlineData(60, 200)]
    [InlineData(80, 40)]
    public void Resize_OfATerminalThatBreaksLinesAnew_LeavesNothingBehind(int before, int after)
    {
        var terminal = new FakeTerminal(before);
        Follow(terminal, (epoch, step) =>
        {
            if ((epoch, step) == (2, 3)) terminal.BreakAnew(after);
        });

        Assert.Equal(Words(Expected(before, 1).Concat(Expected(after, 2)).Concat(Expected(after, 3))), Words(terminal.Rows));
    }

    [Theory]
    [InlineData(120, 60)]
    [InlineData(80, 40)]
    [InlineData(60, 200)]
    public void Resize_OfATerminalThatDoesNot_KeepsWhatIsFinished(int before, int after)
    {
        var terminal = new FakeTerminal(before);
        Follow(terminal, (epoch, step) =>
        {
            if ((epoch, step) == (2, 3)) terminal.Width = after;
        }, breaksAnew: false);

        Assert.Equal([.. Expected(before, 1), .. Expected(after, 2), .. Expected(after, 3)], terminal.Rows);
    }

    [Fact]
    public void Stop_WhileItRuns_IsAnnouncedBelow()
    {
        var terminal = new FakeTerminal(80);
        var display = new LiveDisplay(terminal.Console(), new HandClock(), breaksAnew: true);
        display.During(() =>
        {
            display.Show(Status(1, 1, ended: false));
            display.AnnounceStop();
            Assert.Equal("Stopping after this step; interrupt again to stop at once.", terminal.Rows[^1]);
            return 0;
        });

        Assert.Empty(terminal.Rows);
    }

    [Fact]
    public void Failure_OfTheWork_TakesTheLinesAway()
    {
        var terminal = new FakeTerminal(80);
        var display = new LiveDisplay(terminal.Console(), new HandClock(), breaksAnew: true);

        Assert.Throws<InvalidOperationException>(() => display.During<int>(() => throw new InvalidOperationException()));
        Assert.Empty(terminal.Rows);
    }

    [Fact]
    public void WhatLooksLikeMarkup_IsShownAsItIs()
    {
        var terminal = new FakeTerminal(80);
        var display = new LiveDisplay(terminal.Console(), new HandClock(), breaksAnew: true);
        display.During(() =>
        {
            display.Show(Status(1, 1, ended: true) with { Cell = "[red]|none~0|[/]", Advice = "[b]\u001b[2J", AdviceIsNew = true });
            Assert.Contains("cell [red]|none~0|[/]", terminal.Rows);
            Assert.Contains("advice: [b]\\u001B[2J", terminal.Rows);
            return 0;
        });
    }

    private static void AssertFinished(FakeTerminal terminal, int width)
    {
        Assert.Equal(Enumerable.Range(1, Epochs).SelectMany(epoch => Expected(width, epoch)), terminal.Rows);
        Assert.All(terminal.Rows, row => Assert.InRange(row.Length, 1, width - 1));
    }

    /// <summary>Runs three epochs past the live display.</summary>
    private static void Follow(FakeTerminal terminal, Action<int, int> afterStep, bool breaksAnew = true)
    {
        var clock = new HandClock();
        Follow(new LiveDisplay(terminal.Console(), clock, breaksAnew), clock, afterStep);
    }

    private static void Follow(RunDisplay display, HandClock clock, Action<int, int> afterStep) => display.During(() =>
    {
        for (var epoch = 1; epoch <= Epochs; epoch++)
        {
            for (var step = 1; step <= Steps; step++)
            {
                clock.Advance(TimeSpan.FromSeconds(1));
                display.Show(Status(epoch, step, ended: false));
                afterStep(epoch, step);
            }

            display.Show(Status(epoch, Steps, ended: true));
        }

        return 0;
    });

    /// <summary>What the display for pipes says of an epoch, in lines that fit.</summary>
    private static IEnumerable<string> Expected(int width, int epoch)
    {
        using var text = new StringWriter { NewLine = "\n" };
        var clock = new HandClock();
        var host = new CommandHost { Output = text, Error = TextWriter.Null };
        Follow(new PlainDisplay(new CommandOutput(host, json: false), clock), clock, (_, _) => { });
        var sentences = text.ToString().TrimEnd().Split('\n');
        Assert.Equal(Epochs + 1, sentences.Length);
        return sentences[(epoch - 1)..(epoch == Epochs ? epoch + 1 : epoch)]
            .SelectMany(sentence => Fitted.Lines(sentence.Split("  "), width - 1));
    }

    /// <summary>The letters alone: a terminal that breaks its lines anew breaks them in the middle of a word.</summary>
    private static string Words(IEnumerable<string> rows) => string.Concat(rows).Replace(" ", "", StringComparison.Ordinal);

    private static RunStatus Status(int epoch, int step, bool ended) => new()
    {
        Epoch = epoch,
        Epochs = Epochs,
        Step = step,
        StepsPerEpoch = Steps,
        Images = 16 * step,
        EpochEnded = ended,
        Figures =
        [
            Figure.Loss("loss w", 0.304), Figure.Loss("alpha", 0.235), Figure.Percent("train", 0.944), Figure.Percent("valid", 0.984),
            new Figure("entropy", "2.322 bits"), Figure.Percent("skips", 0.5), new Figure("gap", "0.001"), new Figure("lambda", "-0.200"),
        ],
        Cell = "|nor_conv_3x3~0|+|nor_conv_3x3~0|skip_connect~1|+|skip_connect~0|nor_conv_3x3~1|none~2|",
        Advice = epoch == Epochs ? Advice : null,
        AdviceIsNew = epoch == Epochs && ended,
    };
}
