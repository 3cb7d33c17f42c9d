using System.Diagnostics;
using System.Globalization;
using System.Runtime.Intrinsics;
using System.Text.RegularExpressions;

namespace AerNas.Tests.Kernels;

/// <summary>The tests of the kernels once more in processes that are told to use less of the machine.</summary>
public sealed partial class NarrowMachineTests
{
    /// <summary>Set in a child: the widest vector it should have, in bits. A child starts no children.</summary>
    private const string WidestVariable = "AERNAS_TESTS_WIDEST_VECTOR";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private static readonly string[] Arguments =
    [
        "-class", "AerNas.Tests.Kernels.*", "-class", typeof(Networks.FusedEngineTests).FullName!,
        "-class-", typeof(MemoryTests).FullName!, "-class-", typeof(WorkerTeamTests).FullName!, "-class-", typeof(WindowGeometryTests).FullName!,
        "-noColor", "-noLogo",
    ];

    /// <summary>Whether this process is such a child.</summary>
    public static bool IsChild => Environment.GetEnvironmentVariable(WidestVariable) is not null;

    public static TheoryData<int, string[]> Machines => new()
    {
        { 256, ["DOTNET_EnableAVX512=0"] },
        { 128, ["DOTNET_EnableAVX512=0", "DOTNET_EnableAVX2=0"] },
        { 0, ["DOTNET_EnableHWIntrinsic=0"] },
    };

    [Theory]
    [MemberData(nameof(Machines))]
    public async Task KernelTests_OnLesserMachine_Pass(int widest, string[] switches)
    {
        if (IsChild) return;
        using var child = Start(widest, switches);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            var errors = child.StandardError.ReadToEndAsync(patience.Token);
            var output = await child.StandardOutput.ReadToEndAsync(patience.Token) + await errors;
            await child.WaitForExitAsync(patience.Token);
            Assert.True(child.ExitCode == 0, output);
            Assert.True(TotalOf(output) > 100, output);
        }
        finally
        {
            if (!child.HasExited) child.Kill(entireProcessTree: true);
        }
    }

    /// <summary>In a child; elsewhere it has nothing to say.</summary>
    [Fact]
    public void Vectors_InChild_AreAsWideAsIntended()
    {
        if (Environment.GetEnvironmentVariable(WidestVariable) is not { } text) return;
        var widest = int.Parse(text, CultureInfo.InvariantCulture);
        Assert.False(Vector512.IsHardwareAccelerated && widest < 512, "512 bits");
        Assert.False(Vector256.IsHardwareAccelerated && widest < 256, "256 bits");
        Assert.Equal(widest >= 128, Vector128.IsHardwareAccelerated);
        Assert.All(VectorWidths.Wide, width => Assert.InRange(width.Lanes * 32, 0, widest));
    }

    private static Process Start(int widest, string[] switches)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        if (Path.GetFileNameWithoutExtension(start.FileName) == "dotnet") start.ArgumentList.Add(typeof(NarrowMachineTests).Assembly.Location);
        foreach (var argument in Arguments) start.ArgumentList.Add(argument);
        start.Environment[WidestVariable] = widest.ToString(CultureInfo.InvariantCulture);
        foreach (var pair in switches.Select(s => s.Split('='))) start.Environment[pair[0]] = pair[1];
        return Process.Start(start)!;
    }

    private static int TotalOf(string output) =>
        Total().Match(output) is { Success: true } match ? int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture) : 0;

    [GeneratedRegex(@"Total: (\d+)")]
    private static partial Regex Total();
}
