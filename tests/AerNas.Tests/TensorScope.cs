using System.Reflection;
using AerNas.Tests;
using TorchSharp;
using Xunit.v3;

[assembly: TensorScope]

namespace AerNas.Tests;

/// <summary>
/// Each test runs in a dispose scope, which holds what it makes of tensors until it ends. Without one, a tensor that only a call under
/// way needs, such as <c>a - b</c> in <c>(a - b).abs()</c>, is freed by a garbage collection that another test causes, while native code
/// reads it. A test that is awaited has none: it may go on and end on another thread, where the scope of the first neither holds what it
/// makes nor can be closed. It computes with tensors only in scopes of its own, as the product does.
/// </summary>
[AttributeUsage(AttributeTargets.Assembly)]
public sealed class TensorScopeAttribute : BeforeAfterTestAttribute
{
    [ThreadStatic]
    private static DisposeScope? _scope;

    public override void Before(MethodInfo methodUnderTest, IXunitTest test)
    {
        if (!IsAwaited(methodUnderTest)) _scope = torch.NewDisposeScope();
    }

    public override void After(MethodInfo methodUnderTest, IXunitTest test)
    {
        _scope?.Dispose();
        _scope = null;
    }

    private static bool IsAwaited(MethodInfo method) => method.ReturnType != typeof(void);
}
