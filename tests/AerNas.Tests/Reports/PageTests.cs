using System.Net;
using System.Text.RegularExpressions;
using AerNas.Reports.Pages;
using AerNas.Reports.Runs;
using AerNas.Runs;
using AerNas.Tests.Conventions;

namespace AerNas.Tests.Reports;

/// <summary>The pages as a browser shows them, and what stands in them.</summary>
public sealed class PageTests
{
    private const int Wide = 1280;
    private const int Phone = 390;

    [Theory]
    [InlineData(1, Wide)]
    [InlineData(12, Wide)]
    [InlineData(12, Phone)]
    [InlineData(50, Phone)]
    public void Report_OfASearch_IsShownWithoutFault(int epochs, int width)
    {
        using var folder = new TemporaryFolder();
        AssertShown(RunReport.Html(RecordedRun.Read(SmallRuns.Search(folder["search"], epochs))), width, folder);
    }

    [Fact]
    public void Report_OfATraining_IsShownWithoutFault()
    {
        using var folder = new TemporaryFolder();
        AssertShown(RunReport.Html(RecordedRun.Read(SmallRuns.Training(folder["training"], epochs: 3))), Wide, folder);
    }

    [Theory]
    [InlineData(3, Wide)]
    [InlineData(30, Phone)]
    [InlineData(40, Wide)]
    public void Report_OfATestedTraining_ShowsWhatWasTakenForWhat(int classes, int width)
    {
        using var folder = new TemporaryFolder();
        var path = SmallRuns.Training(folder["training"], epochs: 2);
        using (var run = RunDirectory.TakeUp(path)) run.KeepTest(SmallRuns.Test(classes));

        var html = RunReport.Html(RecordedRun.Read(path));

        Assert.Contains("class &lt;b&gt; 2", html, StringComparison.Ordinal);
        Assert.Contains("99.5 % sure", html, StringComparison.Ordinal);
        Assert.Equal(classes <= 30, html.Contains("<table class=\"confusion\">", StringComparison.Ordinal));
        AssertShown(html, width, folder);
    }

    [Fact]
    public void Report_OfADamagedTest_IsRefused()
    {
        using var folder = new TemporaryFolder();
        var path = SmallRuns.Training(folder["training"], epochs: 2);
        foreach (var text in new[] { "{", "{ \"classes\": [\"a\"], \"counts\": [[0, 1, 2]], \"mistakes\": [] }",
            "{ \"classes\": [\"a\", \"b\"], \"counts\": [], \"mistakes\": [{ \"label\": 0, \"answer\": 1, \"probability\": 1,"
            + " \"picture\": \"<script>\" }] }" })
        {
            File.WriteAllText(Path.Combine(path, "test.json"), text);
            Assert.Contains("test.json is damaged", Assert.Throws<RunStorageException>(() => RecordedRun.Read(path)).Message,
                StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(Wide)]
    [InlineData(Phone)]
    public void Comparison_OfSeedsAndSettings_IsShownWithoutFault(int width)
    {
        using var folder = new TemporaryFolder();
        var runs = from schedule in new[] { "Off", "Cosine" }
                   from seed in Enumerable.Range(1, 3)
                   select RecordedRun.Read(SmallRuns.Search(folder[$"{schedule}-{seed}"], epochs: 10 + seed, seed, schedule));
        AssertShown(new Comparison(runs).Html(), width, folder);
    }

    [Fact]
    public void Comparison_LongWords_StandOutsideWhatScrollsOrMayBeBroken()
    {
        using var folder = new TemporaryFolder();
        var runs = new[] { 3, 4 }.Select(epochs => RecordedRun.Read(SmallRuns.Search(folder[$"{epochs}"], epochs))).ToArray();

        var html = WebUtility.HtmlDecode(new Comparison(runs).Html());

        Assert.Contains($"<td class=\"long\">{runs[0].Genotype}</td>", html, StringComparison.Ordinal);
        Assert.DoesNotMatch("class=\"wide\"[^>]*><table[^>]*>\\s*<caption>", html);
    }

    /// <summary>The check itself: it must see what it is there to see.</summary>
    [Fact]
    public void Check_OfAFaultyPage_Complains()
    {
        Assert.SkipWhen(Chromium.Path is null, "There is no Chromium on the path.");
        using var folder = new TemporaryFolder();
        const string Faulty = """
            <!doctype html><html><body><main><div style="width: 5000px">wide</div>
            <svg class="plot" aria-label="faulty" viewBox="0 0 100 100" width="100"><text x="5" y="50">one word</text><text x="9" y="52">another</text><text x="95" y="90">cut off</text></svg>
            </main><script>console.error("a mistake");</script></body></html>
            """;

        var complaints = Chromium.Complaints(Faulty, Script, Wide, folder);

        foreach (var part in new[] { "a mistake", "too wide", "overlaps", "cut off" })
            Assert.Contains(complaints, complaint => complaint.Contains(part, StringComparison.Ordinal));
    }

    [Fact]
    public void Report_OfHostileNames_HasNoMarkupOfTheirs()
    {
        using var folder = new TemporaryFolder();

        var html = RunReport.Html(RecordedRun.Read(SmallRuns.Search(folder["<img src=x onerror=alert(1)>"], epochs: 2)));

        Assert.DoesNotContain("<img src=x", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>cats", html, StringComparison.Ordinal);
        Assert.Contains("&lt;b&gt;cats&lt;/b&gt; &amp; &quot;dogs&quot;", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Report_OfASearch_TellsWhatWasAndWasNotRecorded()
    {
        using var folder = new TemporaryFolder();

        var html = RunReport.Html(RecordedRun.Read(SmallRuns.Search(folder["search"], epochs: 4)));

        Assert.Contains("not finished, 4 of 4 epochs done", html, StringComparison.Ordinal);
        Assert.Contains("hessian.eigenvalue", html, StringComparison.Ordinal); // a number no chart was made for has one of its own
        Assert.Contains("<tr><th scope=\"row\">machine</th><td>not recorded</td></tr>", html, StringComparison.Ordinal);
        Assert.Contains("0 → 1 nor_conv_3x3, 2 → 3 nor_conv_1x1", html, StringComparison.Ordinal); // how the cell changed
        Assert.DoesNotContain("http:", html.Replace("http://www.w3.org/2000/svg", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.DoesNotContain("https:", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Report_OfASearchThatWatchedItself_NamesTheSignsInWords()
    {
        using var folder = new TemporaryFolder();
        var search = SmallRuns.Search(folder["search"], epochs: 3);
        var rows = RunDirectory.Open(search).Metrics.Read();
        foreach (var row in rows)
            foreach (var name in new[] { "skipShare", "choiceGap", "discretizedAccuracy", "discretizationGap", "hessianEigenvalue" })
                row[name] = 0.25;
        File.WriteAllLines(Path.Combine(search, "metrics.jsonl"), rows.Select(row => row.ToJsonString()));

        var html = RunReport.Html(RecordedRun.Read(search));

        string[] titles = [.. Regex.Matches(html, "<figcaption>([^<]*)</figcaption>").Select(match => match.Groups[1].Value)];
        Assert.Contains("Skip connections among the derived operations", titles);
        Assert.Contains("Discretization gap: accuracy lost by deriving the cell", titles);
        Assert.Contains("hessian.eigenvalue", titles); // nobody has named it
        Assert.DoesNotContain(titles, title => title is "skipShare" or "choiceGap" or "discretizedAccuracy" or "discretizationGap"
            or "hessianEigenvalue");
        AssertShown(html, Wide, folder);
    }

    [Theory]
    [InlineData(1, 3, 1, 3)]
    [InlineData(1, 1, 0, 2)]
    public void Around_WhatIsCounted_HasTicksAtWholeNumbers(double low, double high, double first, double last)
    {
        var scale = ChartScale.Around([low, high], leastStep: 1);

        Assert.Equal(Enumerable.Range((int)first, (int)(last - first) + 1).Select(tick => (double)tick), scale.Ticks);
    }

    [Fact]
    public void Around_NothingButZeros_StandsOnZero()
    {
        var scale = ChartScale.Around([0, 0, double.NaN]);

        Assert.Equal((0, 1), (scale.Low, scale.High));
        Assert.Equal(0, scale.Share(0));
    }

    [Fact]
    public void Report_BeforeTheFirstEpoch_SaysSo()
    {
        using var folder = new TemporaryFolder();

        var html = RunReport.Html(RecordedRun.Read(SmallRuns.Search(folder["search"], epochs: 0)));

        Assert.Contains("No epoch is done yet", html, StringComparison.Ordinal);
        AssertShown(html, Wide, folder);
    }

    [Fact]
    public void Comparison_OfSettings_TestsThemPairedBySeed()
    {
        using var folder = new TemporaryFolder();
        var runs = from schedule in new[] { "Off", "Cosine" }
                   from seed in Enumerable.Range(1, 4)
                   select RecordedRun.Read(SmallRuns.Search(folder[$"{schedule}-{seed}"], epochs: 2, seed, schedule));

        var html = new Comparison(runs).Html();

        Assert.Contains("Paired by seed, against entropy.schedule Off", html, StringComparison.Ordinal);
        Assert.Contains("<td>4</td><td>2.0 %</td>", html, StringComparison.Ordinal); // every pair differs by 2 %
        Assert.Contains("<td>0.1250</td>", html, StringComparison.Ordinal); // 2 of 2^4 signs
    }

    [Fact]
    public void Comparison_OfOneRun_IsRefused()
    {
        using var folder = new TemporaryFolder();
        Assert.Throws<ArgumentException>(() => new Comparison([RecordedRun.Read(SmallRuns.Search(folder["search"], epochs: 1))]));
    }

    [Fact]
    public void Reading_DamagedResult_NamesTheFile()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(Path.Combine(SmallRuns.Search(folder["search"], epochs: 1), "result.json"), "{");

        Assert.Contains("result.json", Assert.Throws<RunStorageException>(() => RecordedRun.Read(folder["search"])).Message,
            StringComparison.Ordinal);
    }

    private static string Script => Repository.Read("tests/AerNas.Tests/Reports/page-check.js");

    private static void AssertShown(string html, int width, TemporaryFolder folder)
    {
        Assert.SkipWhen(Chromium.Path is null, "There is no Chromium on the path.");
        var complaints = Chromium.Complaints(html, Script, width, folder);
        Assert.True(complaints.Count == 0, string.Join('\n', complaints));
    }
}
