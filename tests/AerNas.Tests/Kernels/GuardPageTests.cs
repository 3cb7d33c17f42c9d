using System.Runtime.InteropServices;
using AerNas.Kernels.Engine;

namespace AerNas.Tests.Kernels;

/// <summary>
/// No kernel reads or writes behind the memory it was given. In a child process every buffer of the engine ends at a page that nobody may
/// touch, so that the first access too far ends the child.
/// </summary>
public sealed class GuardPageTests
{
    private const string Variable = "AERNAS_TESTS_GUARD";
    private const string OfNetworks = "networks";
    private const string OfOneFloatTooFar = "too far";
    private const string WhyNot = "mmap and mprotect are those of Linux";

    public static bool IsLinux => OperatingSystem.IsLinux();

    [Fact(Skip = WhyNot, SkipUnless = nameof(IsLinux))]
    public async Task Networks_InGuardedMemory_StayWithinTheirBuffers()
    {
        var (code, output) = await Run(OfNetworks);
        Assert.True(code == 0, output);
    }

    [Fact(Skip = WhyNot, SkipUnless = nameof(IsLinux))]
    public async Task Access_OneFloatTooFar_EndsTheProcess()
    {
        var (code, output) = await Run(OfOneFloatTooFar);
        Assert.True(code != 0, output);
    }

    /// <summary>In a child; elsewhere it has nothing to say.</summary>
    [Fact]
    public void Child_DoesWhatItIsToldTo()
    {
        switch (Environment.GetEnvironmentVariable(Variable))
        {
            case OfNetworks:
                NativeBuffer.Source = GuardedMemory.Allocate;
                RunNetworks();
                break;
            case OfOneFloatTooFar:
                const int bytes = 1 << 10;
                Marshal.WriteByte(GuardedMemory.Allocate(bytes) + bytes, 1);
                break;
        }
    }

    private static void RunNetworks()
    {
        foreach (var width in VectorWidths.All)
        {
            foreach (var (height, columns) in new[] { (5, 7), (8, 8), (9, 4) })
            {
                foreach (var network in new[] { SmallNetworks.Cells(5), SmallNetworks.Dense(16), SmallNetworks.Cells(17) })
                {
                    using var executor = new SupernetExecutor(network.Graph, 2, width);
                    ExecutorRun.Run(executor,
                        network.Data(new BatchShape(2, SmallNetworks.ImageChannels, height, columns), SmallNetworks.Classes));
                }
            }

            var filtered = SmallNetworks.Filtered(17);
            using var tiles = new SupernetExecutor(filtered.Graph, 2, width);
            ExecutorRun.Run(tiles, filtered.Data(new BatchShape(2, SmallNetworks.ImageChannels, 16, 16), SmallNetworks.Classes));
        }
    }

    private static async Task<(int Code, string Output)> Run(string task)
    {
        using var child = TestProcess.Start(["-method", $"{typeof(GuardPageTests).FullName}.{nameof(Child_DoesWhatItIsToldTo)}"],
            [(Variable, task)]);
        return await TestProcess.Finish(child, TestContext.Current.CancellationToken);
    }
}
