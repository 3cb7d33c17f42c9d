namespace AerNas.Bilevel;

/// <summary>Keeps the values of leaves while something else is tried in them.</summary>
internal static class TensorValues
{
    /// <summary>Copies, owned by the caller's scope.</summary>
    public static Tensor[] Copy(IReadOnlyList<Tensor> values) => [.. values.Select(v => v.detach().clone())];

    /// <summary>Writes values into leaves, past autograd.</summary>
    public static void Write(IReadOnlyList<Tensor> targets, Tensor[] values)
    {
        using var noGrad = no_grad();
        for (var i = 0; i < values.Length; i++) targets[i].copy_(values[i]);
    }
}
