using Mono.Cecil;

namespace AerNas.Tests.Conventions;

/// <summary>
/// Nothing calls what makes torch scalars that nobody holds (<see cref="HeldScalar"/> tells why). The common ones are banned symbols; here
/// TorchSharp's own code is followed, which finds those that make one somewhere below, and what the ban overlooks, such as <c>x += y</c>.
/// </summary>
public sealed class ScalarTests
{
    private const string Torch = "TorchSharp";

    [Fact]
    public void CallsIntoTorch_InEveryAssembly_MakeNoScalars()
    {
        using var torch = Open(Torch);
        var makers = Makers(torch);
        Repository.AssertNone("TorchSharp makes a scalar there that a garbage collection frees under native code (use AerNas.Arithmetic):",
            from assembly in new[] { "AerNas", "AerNas.Cli", "AerNas.Benchmarks", "AerNas.Tests" }
            from call in CallsOf(assembly)
            where makers.Contains(call.Target)
            select $"{call.Caller} calls {call.Target}");
    }

    [Theory]
    [InlineData("torch/Tensor::op_Addition(torch/Tensor,torch/Tensor)")]
    [InlineData("torch/Tensor::op_Multiply(torch/Tensor,System.Double)")]
    [InlineData("TensorExtensionMethods::ToDouble(torch/Tensor)")]
    [InlineData("Modules.SGD::step(System.Func`1<torch/Tensor>)")]
    public void Makers_OfTorchSharp_AreFound(string name)
    {
        using var torch = Open(Torch);
        Assert.Contains(" " + name, Makers(torch)
            .Select(maker => maker[maker.IndexOf(' ')..].Replace("TorchSharp.", "", StringComparison.Ordinal)));
    }

    /// <summary>What makes a scalar itself, or calls what does.</summary>
    private static HashSet<string> Makers(ModuleDefinition torch)
    {
        var calls = torch.GetTypes().SelectMany(type => type.Methods).Where(method => method.HasBody && !IsOfScalars(method))
            .ToDictionary(method => method.FullName, method => CallsOf(method).ToArray());
        var makers = torch.GetTypes().SelectMany(type => type.Methods).Where(MakesScalar).Select(method => method.FullName).ToHashSet();
        for (var known = 0; known < makers.Count;)
        {
            known = makers.Count;
            makers.UnionWith(calls.Where(method => method.Value.Any(makers.Contains)).Select(method => method.Key).ToArray());
        }

        return makers;
    }

    private static bool IsOfScalars(MethodDefinition method) =>
        method.DeclaringType.FullName is "TorchSharp.Scalar" or "TorchSharp.ScalarExtensionMethods";

    private static bool MakesScalar(MethodDefinition method) =>
        method.ReturnType.FullName == "TorchSharp.Scalar" || (IsOfScalars(method) && method.IsConstructor);

    private static IEnumerable<(string Caller, string Target)> CallsOf(string assembly)
    {
        using var module = Open(assembly);
        return [.. from type in module.GetTypes()
                   where type.FullName != typeof(HeldScalar).FullName
                   from method in type.Methods
                   where method.HasBody
                   from target in CallsOf(method)
                   select ($"{type.FullName}.{method.Name}", target)];
    }

    /// <summary>What a method calls of TorchSharp, by the name of its definition.</summary>
    private static IEnumerable<string> CallsOf(MethodDefinition method) =>
        from instruction in method.Body.Instructions
        let target = instruction.Operand as MethodReference
        where target is not null
        let scope = target.DeclaringType.GetElementType().Scope
        where scope.Name is Torch or Torch + ".dll"
        select target.Resolve()?.FullName ?? target.FullName;

    private static ModuleDefinition Open(string assembly)
    {
        var resolver = new DefaultAssemblyResolver();
        resolver.AddSearchDirectory(AppContext.BaseDirectory);
        var file = Path.Combine(AppContext.BaseDirectory, assembly + ".dll");
        return ModuleDefinition.ReadModule(file, new ReaderParameters { AssemblyResolver = resolver });
    }
}
