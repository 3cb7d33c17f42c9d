using System.Reflection;
using AerNas.Tests;
using TorchSharp;
using Xunit.v3;

[assembly: TensorScope]

namespace AerNas.Tests;

/// <summary>
/// Each test runs in a dispose scope, which holds what it makes of tensors until it ends. Without one, a tensor that only a call under
/// way needs, such as <c>a - b</c> in <c>(a - b).abs()</c>, is freed by a garbage collection that another test causes, while native code
/// reads it.
/// </summary>
[AttributeUsage(AttributeTargets.Assembly)]
public sealed class TensorScopeAttribute : BeforeAfterTestAttribute
{
    [ThreadStatic]
    private static DisposeScope? _scope;

    public override void Before(MethodInfo methodUnderTest, IXunitTest test) => _scope = torch.NewDisposeScope();

    public override void After(MethodInfo methodUnderTest, IXunitTest test)
    {
        _scope?.Dispose();
        _scope = null;
    }
}
