using System.Diagnostics;
using AerNas.Tests.Searching;

namespace AerNas.Tests.Samples;

/// <summary>The sample of the whole way, run as the program that it is.</summary>
public sealed class ProgramTests
{
    [Fact]
    public async Task Sample_OnAFewImages_SearchesDerivesTrainsAndPredicts()
    {
        using var folder = new TemporaryFolder();
        string[] arguments = [Path.Combine(AppContext.BaseDirectory, "AerNas.Sample.dll"), SmallSearch.WriteImages(folder)];
        var start = new ProcessStartInfo("dotnet", arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        start.WorkingDirectory = folder.Path;
        start.Environment["OMP_NUM_THREADS"] = "1";

        var end = await ChildWatch.End(Process.Start(start)!, TestContext.Current.CancellationToken);

        Assert.True(end.Code == 0, end.Output + end.Errors);
        Assert.All(new[] { "found |", "derived |", "test accuracy" }, part => Assert.Contains(part, end.Output, StringComparison.Ordinal));
        Assert.True(Directory.Exists(folder["runs/my-training/model"]));
    }
}
