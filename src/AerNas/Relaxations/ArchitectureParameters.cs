namespace AerNas.Relaxations;

/// <summary>The architecture parameters: alpha, one leaf tensor [E, O] a cell kind, rows by edge and columns by operation as the space
/// orders them; and for methods that weigh whole edges beta, one leaf tensor [E] a cell kind. Alpha stays whole where operations are
/// dropped: what <see cref="Kept"/> has no longer is left out of every softmax, so that its alphas have no gradient and no say. They belong
/// to no module; the owner of this object disposes of it. A method may keep one more number of every operation, its
/// <see cref="Companion"/>.</summary>
public sealed class ArchitectureParameters : IDisposable
{
    private readonly ImmutableDictionary<CellKind, Tensor> _logits;
    private readonly ImmutableDictionary<CellKind, Tensor> _edgeLogits; // empty where the method has none
    private readonly Dictionary<CellKind, Tensor> _dropped = []; // [E, O]: 0, or minus infinity; empty where all operations are kept
    private readonly Dictionary<CellKind, Tensor> _companions = []; // [E, O]; empty where the method keeps none

    private ArchitectureParameters(
        SearchSpace space, ImmutableDictionary<CellKind, Tensor> logits, ImmutableDictionary<CellKind, Tensor> edgeLogits,
            IPathSampler? sampler)
    {
        Space = space;
        Sampler = sampler;
        _logits = logits;
        _edgeLogits = edgeLogits;
        Kept = KeptOperations.All(space);
    }

    /// <summary>The space that gives rows and columns their meaning.</summary>
    public SearchSpace Space { get; }

    /// <summary>Who draws architectures where a learned sampler does; it stays its owner's.</summary>
    /// <value>null: the alphas themselves say how likely an operation is.</value>
    public IPathSampler? Sampler { get; }

    /// <summary><see cref="Sampler"/>, where there must be one.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    internal IPathSampler RequiredSampler =>
        Sampler ?? throw new InvalidOperationException("Nobody draws architectures here: these architecture parameters have no sampler.");

    /// <summary>The operations that the search still looks at: all of them, until <see cref="Keep"/> is told otherwise.</summary>
    public KeptOperations Kept { get; private set; }

    /// <summary>What the method keeps of every operation beside alpha; null where that is nothing.</summary>
    public AlphaCompanion? Companion { get; private set; }

    /// <summary>Everything that search learns: first the alphas, then the betas, then the companions of alpha where they are learned, each
    /// in the space's order of kinds.</summary>
    public IEnumerable<Tensor> Tensors =>
        (Companion is { IsLearned: false } ? Named.SkipLast(_companions.Count) : Named).Select(named => named.Value);

    /// <summary>Everything there is, with its name in files: <c>alpha/Normal</c>, <c>beta/Normal</c>, ...</summary>
    public IEnumerable<(string Name, Tensor Value)> Named => Companion is null ? Logits : Logits.Concat(Companions);

    private IEnumerable<(string Name, Tensor Value)> Logits => Space.CellKinds.Select(kind => ($"alpha/{kind}", _logits[kind]))
        .Concat(Space.CellKinds.Where(_edgeLogits.ContainsKey).Select(kind => ($"beta/{kind}", _edgeLogits[kind])));

    private IEnumerable<(string Name, Tensor Value)> Companions =>
        Space.CellKinds.Select(kind => ($"{Companion!.Name}/{kind}", _companions[kind]));

    /// <summary>Whether edges have weights of their own, beta.</summary>
    internal bool WeighsEdges => !_edgeLogits.IsEmpty;

    /// <summary>The logits of a cell kind. // [E, O]</summary>
    public Tensor this[CellKind kind] => _logits[kind];

    /// <summary>Alphas, and betas where asked for, drawn from N(0, 1) and scaled, as all official codes start them.</summary>
    /// <param name="space">Gives the shapes.</param>
    /// <param name="generator">The stream to draw from (on the CPU): all alphas, then all betas.</param>
    /// <param name="start">How they start; null takes the defaults.</param>
    public static ArchitectureParameters Initialize(SearchSpace space, Generator generator, ArchitectureStart? start = null)
    {
        ArgumentNullException.ThrowIfNull(space);
        var chosen = start ?? new ArchitectureStart();
        var parameters = FromValues(
            space, _ => Draw(chosen.Mean, space.Edges.Length, space.Operations.Length),
                chosen.WeighsEdges ? _ => DrawEdges() : null, chosen.Sampler);
        if (chosen.Companion is { } companion) parameters.Accompany(companion, kind => zeros_like(parameters[kind]).Plus(companion.Start));
        return parameters;

        Tensor DrawEdges()
        {
            using var scope = NewDisposeScope();
            var means = space.Edges.Select(edge => chosen.EdgesAddUpTo / space.EdgesInto(edge.To).Count()).ToArray();
            var drawn = Draw(0, space.Edges.Length);
            return drawn.Plus(tensor(means, drawn.dtype, drawn.device)).MoveToOuterDisposeScope(); // [E]
        }

        Tensor Draw(double mean, params long[] shape)
        {
            using var scope = NewDisposeScope();
            var drawn = randn(shape, generator: generator, dtype: chosen.DataType);
            return drawn.Times(chosen.Scale).Plus(mean).to(chosen.Device ?? CPU).MoveToOuterDisposeScope();
        }
    }

    /// <summary>Alphas, and betas where given, that hold copies of given values.</summary>
    /// <param name="space">Gives the shapes.</param>
    /// <param name="values">The alphas of a cell kind, [E, O]; a copy is taken and the tensor disposed of.</param>
    /// <param name="edgeValues">The betas of a cell kind, [E], likewise; null where edges have no weights.</param>
    /// <param name="sampler">Who draws architectures; null where the alphas say how likely they are.</param>
    /// <exception cref="ArgumentException">A value has another shape.</exception>
    public static ArchitectureParameters FromValues(
        SearchSpace space, Func<CellKind, Tensor> values, Func<CellKind, Tensor>? edgeValues = null, IPathSampler? sampler = null)
    {
        ArgumentNullException.ThrowIfNull(space);
        ArgumentNullException.ThrowIfNull(values);
        var alphas = space.CellKinds.ToImmutableDictionary(
            kind => kind, kind => Leaf(values(kind), $"Alpha of the {kind} cell", space.Edges.Length, space.Operations.Length));
        if (edgeValues is null) return new ArchitectureParameters(space, alphas, ImmutableDictionary<CellKind, Tensor>.Empty, sampler);
        var betas = space.CellKinds.ToImmutableDictionary(
            kind => kind, kind => Leaf(edgeValues(kind), $"Beta of the {kind} cell", space.Edges.Length));
        return new ArchitectureParameters(space, alphas, betas, sampler);
    }

    /// <summary>The numbers that accompany the alphas of a cell kind, live. // [E, O]</summary>
    /// <exception cref="InvalidOperationException">The method keeps none.</exception>
    public Tensor CompanionOf(CellKind kind) => _companions.TryGetValue(kind, out var values) ? values
        : throw new InvalidOperationException("Nothing accompanies these alphas.");

    /// <summary>Gives every operation one more number.</summary>
    /// <param name="companion">What it is.</param>
    /// <param name="values">The numbers of a cell kind, [E, O]; a copy is taken and the tensor disposed of.</param>
    /// <exception cref="ArgumentException">A value has another shape.</exception>
    internal void Accompany(AlphaCompanion companion, Func<CellKind, Tensor> values)
    {
        Companion = companion;
        foreach (var kind in Space.CellKinds)
        {
            _companions[kind] = Leaf(values(kind), $"The {companion.Name} of the {kind} cell", Space.Edges.Length, Space.Operations.Length)
                .requires_grad_(companion.IsLearned);
        }
    }

    /// <summary>The logits of the edges of a cell kind; null where the method has none. // [E]</summary>
    public Tensor? EdgeLogits(CellKind kind) => _edgeLogits.GetValueOrDefault(kind);

    /// <summary>From now on the search looks at these operations only.</summary>
    /// <exception cref="ArgumentException">They are of another space.</exception>
    public void Keep(KeptOperations kept)
    {
        ArgumentNullException.ThrowIfNull(kept);
        if (kept.Space.Identity != Space.Identity)
            throw new ArgumentException($"Expected operations of {Space}, got those of {kept.Space}.", nameof(kept));
        ForgetDropped();
        Kept = kept;
        if (kept.IsAll) return;
        foreach (var kind in Space.CellKinds) _dropped[kind] = Barrier(kept, kind).DetachFromDisposeScope();
    }

    /// <summary>The logits that every softmax over operations is taken of: alpha, minus infinity where an operation is dropped.</summary>
    /// <returns>Differentiable in alpha, owned by the caller's scope. // [E, O]</returns>
    public Tensor KeptLogits(CellKind kind) => _dropped.TryGetValue(kind, out var dropped)
        ? _logits[kind].Plus(dropped)
        : _logits[kind].alias();

    /// <summary>What takes operations out of a softmax, added to alpha: 0 where kept, minus infinity where not.</summary>
    /// <returns>A constant of alpha's type, owned by the caller's scope. // [E, O]</returns>
    internal Tensor Barrier(KeptOperations kept, CellKind kind)
    {
        using var scope = NewDisposeScope();
        double[] added = [.. Space.Edges.SelectMany(edge => kept.Row(kind, edge).ToArray())
            .Select(keeps => keeps ? 0 : double.NegativeInfinity)];
        var like = _logits[kind];
        return tensor(added).reshape(like.shape).to(like.dtype).to(like.device).MoveToOuterDisposeScope(); // [E, O]
    }

    /// <summary>softmax over the operations of each edge that are kept, 0 for the others; in the precision of alpha itself, so that
    /// near-ties fall as they do in the official codes. Rows by edge, columns by operation.</summary>
    public double[,] Probabilities(CellKind kind)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        return Table(nn.functional.softmax(KeptLogits(kind), dim: -1));
    }

    /// <summary>The alphas of one cell kind, rows by edge, columns by operation.</summary>
    public double[,] ToArray(CellKind kind) => Table(_logits[kind]);

    /// <summary>The betas of one cell kind by row; null where the method has none.</summary>
    public double[]? EdgesToArray(CellKind kind) => EdgeLogits(kind) is { } logits ? Numbers(logits) : null;

    /// <summary>Overwrites the alphas of all kinds of cell.</summary>
    /// <param name="values">Kind after kind, row by row. // [kinds * E, O]</param>
    public void Overwrite(Tensor values)
    {
        ArgumentNullException.ThrowIfNull(values);
        Shapes.Require(values, [Space.CellKinds.Length * Space.Edges.Length, Space.Operations.Length]);
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        foreach (var (kind, rows) in Space.CellKinds.Zip(values.detach().split(Space.Edges.Length))) _logits[kind].copy_(rows);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var (_, tensor) in Named) tensor.Dispose();
        ForgetDropped();
    }

    private void ForgetDropped()
    {
        foreach (var mask in _dropped.Values) mask.Dispose();
        _dropped.Clear();
    }

    /// <summary>The numbers of a tensor by row and column, for <see cref="IRelaxation.Probabilities"/>. // [E, O]</summary>
    public static double[,] Table(Tensor rows)
    {
        var values = new double[rows.shape[0], rows.shape[1]];
        Buffer.BlockCopy(Numbers(rows), 0, values, 0, values.Length * sizeof(double));
        return values;
    }

    private static Tensor Leaf(Tensor value, string name, params long[] expected)
    {
        using var given = value;
        if (!given.shape.SequenceEqual(expected))
            throw new ArgumentException($"{name}: expected [{string.Join(", ", expected)}], got [{string.Join(", ", given.shape)}].");
        return given.detach().clone().requires_grad_(true).DetachFromDisposeScope();
    }

    private static double[] Numbers(Tensor values)
    {
        using var scope = NewDisposeScope();
        return values.detach().to(ScalarType.Float64).cpu().contiguous().data<double>().ToArray();
    }
}
