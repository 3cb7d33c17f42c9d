namespace AerNas.Networks.Fused;

/// <summary>One tensor that holds many, one after the other. Its members are moved into it: they keep their names, shapes and handles, and
/// what is written into them is written into the whole, and the other way round.</summary>
internal sealed class FlatTensor : IDisposable
{
    private readonly long[][] _shapes;

    /// <summary>Moves tensors of one element type and device into one, in the order given; they stay their owner's.</summary>
    public FlatTensor(IReadOnlyList<Tensor> members)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        _shapes = [.. members.Select(member => member.shape)];
        Values = (members.Count == 0 ? zeros(0) : cat([.. members.Select(member => member.detach().reshape(-1))])).DetachFromDisposeScope();
        foreach (var (member, view) in members.Zip(Views(Values))) member.set_(view);
    }

    public Tensor Values { get; }

    /// <summary>The parts of a tensor of the same length, in the shapes of the members: views, owned by the caller's scope.</summary>
    /// <param name="values">Such as <see cref="Values"/> or its gradient.</param>
    public IEnumerable<Tensor> Views(Tensor values)
    {
        var offset = 0L;
        foreach (var shape in _shapes)
        {
            var length = shape.Aggregate(1L, (product, size) => product * size);
            yield return values.narrow(0, offset, length).view(shape);
            offset += length;
        }
    }

    public void Dispose() => Values.Dispose();
}
