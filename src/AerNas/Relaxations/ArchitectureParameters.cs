using System.Collections.Immutable;
using AerNas.Spaces;
using static TorchSharp.torch;

namespace AerNas.Relaxations;

/// <summary>
/// The architecture parameters alpha: one leaf tensor [E, O] a cell kind, rows by edge and columns by operation as the space orders
/// them. They belong to no module; the owner of this object disposes of it.
/// </summary>
public sealed class ArchitectureParameters : IDisposable
{
    private readonly ImmutableDictionary<CellKind, Tensor> _logits;

    private ArchitectureParameters(SearchSpace space, ImmutableDictionary<CellKind, Tensor> logits)
    {
        Space = space;
        _logits = logits;
    }

    /// <summary>The space that gives rows and columns their meaning.</summary>
    public SearchSpace Space { get; }

    /// <summary>The logits of every cell kind, in the space's order of kinds.</summary>
    public IEnumerable<Tensor> Tensors => Space.CellKinds.Select(kind => _logits[kind]);

    /// <summary>The logits of a cell kind. // [E, O]</summary>
    public Tensor this[CellKind kind] => _logits[kind];

    /// <summary>Alphas drawn from N(0, 1) and scaled, as all official codes start them (scale 1e-3).</summary>
    /// <param name="space">Gives the shape.</param>
    /// <param name="generator">The stream to draw from (on the CPU).</param>
    /// <param name="scale">Standard deviation of the start values.</param>
    /// <param name="dtype">float32 or float64.</param>
    /// <param name="device">Where they live; the CPU by default.</param>
    public static ArchitectureParameters Initialize(
        SearchSpace space, Generator generator, double scale = 1e-3, ScalarType dtype = ScalarType.Float32, Device? device = null)
    {
        ArgumentNullException.ThrowIfNull(space);
        return FromValues(space, _ =>
        {
            using var scope = NewDisposeScope();
            var drawn = randn([space.Edges.Length, space.Operations.Length], generator: generator, dtype: dtype); // [E, O]
            return (drawn * scale).to(device ?? CPU).MoveToOuterDisposeScope();
        });
    }

    /// <summary>Alphas that hold copies of given values.</summary>
    /// <param name="space">Gives the shape.</param>
    /// <param name="values">The values of a cell kind, [E, O]; a copy is taken and the tensor disposed of.</param>
    public static ArchitectureParameters FromValues(SearchSpace space, Func<CellKind, Tensor> values)
    {
        ArgumentNullException.ThrowIfNull(space);
        ArgumentNullException.ThrowIfNull(values);
        return new ArchitectureParameters(space, space.CellKinds.ToImmutableDictionary(kind => kind, kind =>
        {
            using var given = values(kind);
            long[] expected = [space.Edges.Length, space.Operations.Length];
            if (!given.shape.SequenceEqual(expected))
                throw new ArgumentException($"Alpha of the {kind} cell: expected [{string.Join(", ", expected)}], got [{string.Join(", ", given.shape)}].");
            return given.detach().clone().requires_grad_(true).DetachFromDisposeScope();
        }));
    }

    /// <summary>The values of one cell kind, rows by edge, columns by operation.</summary>
    public double[,] ToArray(CellKind kind)
    {
        using var scope = NewDisposeScope();
        var flat = _logits[kind].detach().to(ScalarType.Float64).cpu().contiguous().data<double>().ToArray();
        var values = new double[Space.Edges.Length, Space.Operations.Length];
        Buffer.BlockCopy(flat, 0, values, 0, flat.Length * sizeof(double));
        return values;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var logits in _logits.Values) logits.Dispose();
    }
}
