using System.CommandLine;
using BenchmarkDotNet.Running;

namespace AerNas.Benchmarks.Kernels;

/// <summary>
/// The command <c>kernels</c>: BenchmarkDotNet over the kernels and units of a supernet, in this process, where torch's library is loaded.
/// </summary>
internal static class KernelsCommand
{
    public static Command Create()
    {
        var rest = new Argument<string[]>("options")
        {
            Description = "Passed to BenchmarkDotNet, after --; for example: kernels -- --filter '*Separable*' --job short",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var command = new Command("kernels",
            "Times single kernels and units of a supernet with BenchmarkDotNet: fused, scalar, and in torch.") { rest };
        command.SetAction(parse =>
        {
            string[] given = parse.GetValue(rest) is { Length: > 0 } options ? options : ["--filter", "*"];
            BenchmarkSwitcher.FromAssembly(typeof(KernelsCommand).Assembly).Run([.. given, "--inProcess"]);
        });
        return command;
    }
}
