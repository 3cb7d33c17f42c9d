using System.Diagnostics;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace AerNas.Tests.Reports;

/// <summary>Opens pages in a headless Chromium, if this machine has one.</summary>
internal static partial class Chromium
{
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome", "chrome"];

    /// <summary>The program, or null.</summary>
    public static string? Path { get; } = (
        from folder in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(System.IO.Path.PathSeparator)
        from name in Names
        let path = System.IO.Path.Combine(folder, name)
        where folder.Length > 0 && File.Exists(path)
        select path).FirstOrDefault();

    /// <summary>
    /// Opens a page twice: as it is, for what it logs; and with a script at its end that writes an array of complaints into an element
    /// <c>complaints</c> (its content security policy, which would refuse that script, left out).
    /// </summary>
    /// <returns>All complaints and everything that was logged.</returns>
    public static IReadOnlyList<string> Complaints(string html, string script, int width, TemporaryFolder folder)
    {
        var logged = Open(html, width, folder).Log.Split('\n').Where(line => line.Contains("CONSOLE", StringComparison.Ordinal));
        var checkedPage = Policy().Replace(html, "")
            .Replace("</body>", $"<pre id=\"complaints\"></pre><script>{script}</script></body>", StringComparison.Ordinal);
        var (page, log) = Open(checkedPage, width, folder);
        var found = Written().Match(page);
        Assert.True(found.Success && found.Groups[1].Length > 0, $"The check did not run to its end:\n{log}");
        return [.. logged, .. JsonNode.Parse(System.Net.WebUtility.HtmlDecode(found.Groups[1].Value))!.AsArray()
            .Select(complaint => complaint!.GetValue<string>())];
    }

    private static (string Page, string Log) Open(string html, int width, TemporaryFolder folder)
    {
        var file = folder["page.html"];
        File.WriteAllText(file, html);
        string[] arguments =
        [
            "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
            "--disable-component-update", "--disable-sync", "--enable-logging=stderr", $"--user-data-dir={folder["profile"]}",
            $"--window-size={width},1000", "--virtual-time-budget=3000", "--dump-dom", new Uri(file).AbsoluteUri,
        ];
        using var process =
            Process.Start(new ProcessStartInfo(Path!, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var end = ChildWatch.End(process, TestContext.Current.CancellationToken).GetAwaiter().GetResult();
        return (end.Output, end.Errors);
    }

    [GeneratedRegex("<meta http-equiv=\"Content-Security-Policy\"[^>]*>")]
    private static partial Regex Policy();

    [GeneratedRegex("<pre id=\"complaints\">([^<]*)</pre>")]
    private static partial Regex Written();
}
