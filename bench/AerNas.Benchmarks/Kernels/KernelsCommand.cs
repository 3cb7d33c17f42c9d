using System.CommandLine;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace AerNas.Benchmarks.Kernels;

/// <summary>The command <c>kernels</c>: BenchmarkDotNet over the units of a supernet, in this process, where torch's library is loaded.</summary>
internal static class KernelsCommand
{
    public static Command Create()
    {
        var rest = new Argument<string[]>("options")
        {
            Description = "Passed to BenchmarkDotNet, after --: for example -- --filter '*Separable*' --job short",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var command = new Command("kernels", "Times single units of a supernet with BenchmarkDotNet: fused, scalar, and in torch.") { rest };
        command.SetAction(parse =>
        {
            string[] given = parse.GetValue(rest) ?? [];
            var config = DefaultConfig.Instance.AddJob(Job.Default.WithToolchain(InProcessEmitToolchain.Instance).AsDefault());
            BenchmarkSwitcher.FromAssembly(typeof(KernelsCommand).Assembly).Run(given.Length > 0 ? given : ["--filter", "*"], config);
        });
        return command;
    }
}
