// The predictor of PNAS (Liu et al., ECCV 2018, section 3.4: the MLP), for architectures of any number of blocks:
//
//   f_b   = relu(W1 [embedding of the place of block b, embeddings of its tokens] + b1)         100 units
//   y     = sigmoid(w3 relu(W2 (mean over blocks of f_b) + b2) + b3)                            100 units
//
// The paper averages the embeddings of blocks, which all are of one kind of cell; here a block has a place, kind of cell and node, that an
// average would lose, so that the first layer lies before it. A block with fewer tokens than the longest is filled up with one that stands
// for nothing. Embeddings start from U(-0.1, 0.1), and b3 from the logit of the mean accuracy of the first level, as in the paper (1.8).

using AerNas.Networks;
using TorchSharp.Modules;
using Linear = AerNas.Networks.Linear;

namespace AerNas.Methods;

/// <summary>A network that foretells the accuracy of an architecture, or of what is grown of it.</summary>
internal sealed class BlockSurrogate : nn.Module
{
    private const double Bound = 0.1;

    private readonly CellBlocks _blocks;
    private readonly Parameter _tokens, _places; // [V + 1, D] and [B, D]
    private readonly Linear _first, _second, _last;
    private readonly Parameter _offset; // [1]

    /// <summary>Draws the start values.</summary>
    /// <param name="blocks">What it reads.</param>
    /// <param name="units">Of an embedding and of each layer.</param>
    /// <param name="weights">Where the parameters come from.</param>
    public BlockSurrogate(CellBlocks blocks, int units, WeightSource weights)
        : base(nameof(BlockSurrogate))
    {
        _blocks = blocks;
        _tokens = weights.UniformWithin(Bound, blocks.Tokens.Vocabulary + 1, units);
        _places = weights.UniformWithin(Bound, blocks.Count, units);
        _first = new Linear((blocks.Longest + 1) * units, units, weights);
        _second = new Linear(units, units, weights);
        _last = new Linear(units, 1, weights);
        _offset = weights.Constant(0, 1);
        RegisterComponents();
    }

    /// <summary>The parameters, in the order of <c>named_parameters</c>.</summary>
    public IReadOnlyList<Tensor> Weights => [.. parameters()];

    /// <summary>Lets it expect an accuracy, 0 to 1, before it has learned.</summary>
    public void Expect(double accuracy)
    {
        using var noGrad = no_grad();
        var bounded = Math.Clamp(accuracy, 0.01, 0.99);
        _offset.FillInPlace(Math.Log(bounded / (1 - bounded)));
    }

    /// <summary>What it foretells of architectures. // [N]</summary>
    /// <param name="sequences">N, grown to equally many blocks.</param>
    /// <param name="count">How many blocks they have.</param>
    public Tensor Predict(IReadOnlyList<int[]> sequences, int count)
    {
        using var scope = NewDisposeScope();
        return Read(Sum(sequences, count), count).MoveToOuterDisposeScope();
    }

    /// <summary>What it foretells of architectures with each of some contents for their next block. // [K, M]</summary>
    /// <param name="sequences">K, grown to equally many blocks.</param>
    /// <param name="count">How many blocks they have.</param>
    /// <param name="contents">M contents of the next block.</param>
    public Tensor PredictNext(IReadOnlyList<int[]> sequences, int count, IReadOnlyList<int[]> contents)
    {
        using var scope = NewDisposeScope();
        var (grown, next) = (Sum(sequences, count), Features(count, contents)); // [K, U] and [M, U]
        var rows = Enumerable.Range(0, sequences.Count).Select(k => Read(next.Plus(grown.narrow(0, k, 1)), count + 1));
        return stack([.. rows]).MoveToOuterDisposeScope();
    }

    /// <summary>The features of all blocks, summed. // [N, U]</summary>
    private Tensor Sum(IReadOnlyList<int[]> sequences, int count) => Enumerable.Range(0, count)
        .Select(block => Features(block, [.. sequences.Select(sequence => _blocks.Part(sequence, block))]))
        .Aggregate((sum, features) => sum.Plus(features));

    /// <summary>The features of contents of a block. // [M, U]</summary>
    private Tensor Features(int block, IReadOnlyList<int[]> contents)
    {
        var nothing = (long)_blocks.Tokens.Vocabulary;
        long[] filled = [.. contents.SelectMany(content => content.Select(token => (long)token)
            .Concat(Enumerable.Repeat(nothing, _blocks.Longest - content.Length)))];
        var place = _places.narrow(0, block, 1).expand(contents.Count, -1); // [M, D]
        var read = _tokens.index_select(0, tensor(filled)).reshape(contents.Count, -1); // [M, L * D]
        return _first.forward(cat([place, read], 1)).relu();
    }

    private Tensor Read(Tensor sum, int count) =>
        _last.forward(_second.forward(sum.Over(count)).relu()).Plus(_offset).sigmoid().squeeze(1); // [N]
}
