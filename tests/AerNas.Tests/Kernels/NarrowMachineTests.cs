using System.Globalization;
using System.Runtime.Intrinsics;
using System.Xml.Linq;
using AerNas.Tests.Networks;
using AerNas.Tests.Parity;

namespace AerNas.Tests.Kernels;

/// <summary>The tests of the kernels once more in processes that are told to use less of the machine.</summary>
public sealed class NarrowMachineTests
{
    /// <summary>Set in a child: the widest vector it should have, in bits. A child starts no children.</summary>
    private const string WidestVariable = "AERNAS_TESTS_WIDEST_VECTOR";

    /// <summary>
    /// What a child must run: every kernel, every node of a graph, the engine against float64, and the official code's cases.
    /// </summary>
    private static readonly Type[] Classes =
    [
        typeof(ConvolutionKernelTests), typeof(BlockTileTests), typeof(PixelKernelTests), typeof(MaximumKernelTests),
        typeof(SupernetExecutorTests), typeof(WinogradTests), typeof(DeterminismTests), typeof(GuardPageTests), typeof(NarrowMachineTests),
        typeof(FusedEngineTests), typeof(EngineAgreementTests), typeof(FirstOrderParityTests), typeof(SecondOrderParityTests),
        typeof(TrajectoryParityTests),
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
        using var folder = new TemporaryFolder();
        var results = folder["results.xml"];
        string[] arguments = [.. Classes.SelectMany(type => new[] { "-class", type.FullName! }), "-result-xml", results];
        var environment = switches.Select(s => s.Split('=')).Select(pair => (pair[0], pair[1]))
            .Append((WidestVariable, widest.ToString(CultureInfo.InvariantCulture)));
        using var child = TestProcess.Start(arguments, environment);
        var (code, output) = await TestProcess.Finish(child, TestContext.Current.CancellationToken);
        Assert.True(code == 0, output);
        var tests = XDocument.Load(results).Descendants("test").ToArray();
        Assert.All(Classes, type => Assert.Contains(tests, test => Proves(test, type)));
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

    /// <summary>
    /// Whether a test shows that a class ran; one of the official code's cases must have run on the fused engine, where there are any.
    /// </summary>
    private static bool Proves(XElement test, Type type)
    {
        string Of(string attribute) => test.Attribute(attribute)!.Value;
        if (Of("type") != type.FullName) return false;
        if (type.Namespace != typeof(GoldenCase).Namespace) return Of("result") == "Pass";
        return GoldenFolders.Roots.Count == 0 || (Of("result") == "Pass" && Of("name").Contains("fused", StringComparison.Ordinal));
    }
}
