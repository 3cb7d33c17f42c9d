// An architecture as a sequence of tokens, one a decision: kind of cell after kind of cell, node after node, edge after edge,
//
//   cells that keep every edge       the operation of each edge                                    [o] [o] [o] …
//   nodes that keep some edges       of each edge the node that it reads, then its operation       [i o] [i o] …
//
// A node's edges ascend, and none comes twice, so that every architecture is one sequence and every sequence one architecture. What may
// stand at a position depends on the tokens before it: which nodes are left to read, and which operations that edge may carry.

namespace AerNas.Methods;

/// <summary>The architectures of a space as sequences of tokens and back, with the tokens that are open at each position.</summary>
internal sealed class ArchitectureTokens
{
    private readonly Dictionary<(CellKind Kind, EdgeId Edge), int[]> _operations = [];
    private readonly Dictionary<NodeIndex, EdgeId[]> _into;
    private readonly int _nodes; // how many tokens are nodes: the first

    /// <summary>Makes the positions of a space.</summary>
    public ArchitectureTokens(SearchSpace space)
    {
        Space = space;
        _nodes = space.KeepsEveryEdge ? 0 : space.NodeCount - 1;
        _into = space.ComputedNodes.ToDictionary(node => node, node => space.EdgesInto(node).ToArray());
        foreach (var kind in space.CellKinds)
        {
            foreach (var edge in space.Edges)
                _operations[(kind, edge)] = [.. UniformCells.Operations(space, kind, edge).Select(TokenOf)];
        }

        Positions = [.. from kind in space.CellKinds
                        from node in space.ComputedNodes
                        from place in Enumerable.Range(0, space.KeptEdgesOf(node))
                        from part in Enumerable.Range(0, TokensOfEdge)
                        select new TokenPosition(kind, node, place, part == TokensOfEdge - 1)];
    }

    /// <summary>The space.</summary>
    public SearchSpace Space { get; }

    /// <summary>What is decided at each position.</summary>
    public ImmutableArray<TokenPosition> Positions { get; }

    /// <summary>How many tokens there are: nodes to read, where that is a decision, then the operations.</summary>
    public int Vocabulary => _nodes + Space.Operations.Length;

    /// <summary>How many tokens an edge has.</summary>
    public int TokensOfEdge => Space.KeepsEveryEdge ? 1 : 2;

    /// <summary>The tokens that may follow some others, ascending; one at least.</summary>
    /// <param name="before">Those of the positions before, themselves such as may follow each other.</param>
    public IReadOnlyList<int> Choices(IReadOnlyList<int> before)
    {
        var position = Positions[before.Count];
        if (position.IsOperation) return _operations[(position.Kind, EdgeAt(position, before))];
        var into = _into[position.Node];
        var first = position.Place == 0 ? 0 : Array.FindIndex(into, edge => edge.From.Value == before[^TokensOfEdge]) + 1;
        var later = Space.KeptEdgesOf(position.Node) - position.Place - 1; // edges that are still to come
        return [.. into[first..^later].Select(edge => edge.From.Value)];
    }

    /// <summary>The sequence of an architecture.</summary>
    /// <exception cref="ArgumentException">It has not as many edges as cells of the space keep.</exception>
    public int[] Of(ChosenOperations path)
    {
        int[] tokens = [.. Space.CellKinds.SelectMany(kind => path[kind]).SelectMany(edge =>
            Space.KeepsEveryEdge ? [TokenOf(edge.Operation)] : new[] { edge.Edge.From.Value, TokenOf(edge.Operation) })];
        if (tokens.Length != Positions.Length || !ToPath(tokens).Equals(path))
            throw new ArgumentException($"{path} is no whole architecture of {Space.Name}: it must have {Positions.Length} decisions.");
        return tokens;
    }

    /// <summary>The architecture of a sequence.</summary>
    /// <exception cref="ArgumentException">A token is not open where it stands.</exception>
    public ChosenOperations ToPath(IReadOnlyList<int> tokens)
    {
        if (tokens.Count != Positions.Length)
            throw new ArgumentException(
                $"An architecture of {Space.Name} has {Positions.Length} tokens, not {tokens.Count}.", nameof(tokens));
        var (cells, before) = (Space.CellKinds.ToDictionary(kind => kind, _ => new List<GenotypeEdge>()), new List<int>());
        foreach (var token in tokens)
        {
            var position = Positions[before.Count];
            if (!Choices(before).Contains(token))
                throw new ArgumentException($"Token {token} cannot stand at {before.Count}: {position}.", nameof(tokens));
            if (position.IsOperation) cells[position.Kind].Add(new GenotypeEdge(EdgeAt(position, before), OperationOf(token)));
            before.Add(token);
        }

        return new ChosenOperations(Space, kind => cells[kind]);
    }

    /// <summary>A sequence, its tokens chosen one after another.</summary>
    /// <param name="choose">One of the tokens that are open; is given those before it, too.</param>
    public int[] Decide(Func<IReadOnlyList<int>, IReadOnlyList<int>, int> choose)
    {
        var tokens = new List<int>();
        while (tokens.Count < Positions.Length) tokens.Add(choose(tokens, Choices(tokens)));
        return [.. tokens];
    }

    private EdgeId EdgeAt(TokenPosition position, IReadOnlyList<int> before) => Space.KeepsEveryEdge
        ? _into[position.Node][position.Place]
        : new EdgeId(new NodeIndex(before[^1]), position.Node);

    private int TokenOf(CandidateOperation operation) => _nodes + Space.ColumnOf(operation);

    private CandidateOperation OperationOf(int token) => Space.Operations[token - _nodes];
}

/// <summary>What a token decides: which node an edge reads, or which operation it carries.</summary>
/// <param name="Kind">The kind of cell.</param>
/// <param name="Node">The node that the edge leads to.</param>
/// <param name="Place">Which of the node's edges, from 0.</param>
/// <param name="IsOperation">Whether it is the operation.</param>
internal readonly record struct TokenPosition(CellKind Kind, NodeIndex Node, int Place, bool IsOperation);
