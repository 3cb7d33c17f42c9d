// The encoder and the predictor of NAONet (Luo et al., NeurIPS 2018, section 3; NAO_V1/encoder.py), a step of the LSTM an edge e:
//
//   z_e   = h_e / |h_e|, h_e the output of the LSTM for the embeddings of the edge's tokens, side by side
//   Z     = mean over e of z_e, divided by its norm
//   y     = sigmoid(w f3(f2(f1(Z))) + b), f a linear layer with relu and, while it learns, dropout
//
// Embeddings start from uniform numbers of variance 1, where PyTorch has normal ones.

using AerNas.Networks;
using TorchSharp.Modules;
using Linear = AerNas.Networks.Linear;

namespace AerNas.Methods;

/// <summary>Places architectures in a space of numbers and foretells there how good they are.</summary>
internal sealed class TokenEncoder : nn.Module
{
    private readonly int _tokensOfEdge;
    private readonly Parameter _embedding; // [V, D]
    private readonly LstmCell _layer;
    private readonly Linear _first, _second, _third, _score;

    /// <summary>Draws the start values.</summary>
    /// <param name="tokens">What it reads.</param>
    /// <param name="options">Its sizes.</param>
    /// <param name="weights">Where the parameters come from.</param>
    public TokenEncoder(ArchitectureTokens tokens, AutoencoderOptions options, WeightSource weights)
        : base(nameof(TokenEncoder))
    {
        _tokensOfEdge = tokens.TokensOfEdge;
        _embedding = weights.UniformWithin(Math.Sqrt(3), tokens.Vocabulary, options.Embedding);
        _layer = new LstmCell(_tokensOfEdge * options.Embedding, options.Units, 1 / Math.Sqrt(options.Units), weights);
        _first = new Linear(options.Units, options.PredictorUnits, weights);
        _second = new Linear(options.PredictorUnits, options.PredictorUnits, weights);
        _third = new Linear(options.PredictorUnits, options.PredictorUnits, weights);
        _score = new Linear(options.PredictorUnits, 1, weights);
        RegisterComponents();
    }

    /// <summary>Encodes architectures, edge by edge. // [N, E, S]</summary>
    /// <param name="sequences">N of them.</param>
    public Tensor Encode(IReadOnlyList<int[]> sequences)
    {
        using var scope = NewDisposeScope();
        var edges = sequences[0].Length / _tokensOfEdge;
        var indices = tensor(sequences.SelectMany(sequence => sequence.Select(token => (long)token)).ToArray());
        var embedded = _embedding.index_select(0, indices).reshape(sequences.Count, edges, -1); // [N, E, tokens of an edge * D]
        var (state, outputs) = (_layer.Rest(sequences.Count), new Tensor[edges]);
        for (var edge = 0; edge < edges; edge++)
        {
            state = _layer.Next(embedded.select(1, edge), state);
            outputs[edge] = state.Hidden;
        }

        return Normalized(stack(outputs, 1)).MoveToOuterDisposeScope();
    }

    /// <summary>The place of whole architectures. // [N, S]</summary>
    /// <param name="encoded">// [N, E, S]</param>
    public static Tensor Pool(Tensor encoded)
    {
        using var scope = NewDisposeScope();
        return Normalized(encoded.mean([1])).MoveToOuterDisposeScope();
    }

    /// <summary>How good architectures are foretold to be, 0 to 1. // [N]</summary>
    /// <param name="pooled">Their places. // [N, S]</param>
    /// <param name="drop">Drops some units of a layer; null where all stay.</param>
    public Tensor Predict(Tensor pooled, Func<Tensor, Tensor>? drop = null)
    {
        using var scope = NewDisposeScope();
        var features = pooled;
        foreach (var layer in (Linear[])[_first, _second, _third])
        {
            features = layer.forward(features).relu(); // [N, units]
            if (drop is not null) features = drop(features);
        }

        return _score.forward(features).sigmoid().squeeze(1).MoveToOuterDisposeScope();
    }

    /// <summary>Vectors of the last dimension divided by their norms.</summary>
    public static Tensor Normalized(Tensor vectors)
    {
        using var scope = NewDisposeScope();
        return (vectors / vectors.norm(-1, keepdim: true).AtLeast(1e-12)).MoveToOuterDisposeScope();
    }
}
