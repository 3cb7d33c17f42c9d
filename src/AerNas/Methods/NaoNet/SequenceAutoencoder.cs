// What NAONet learns (Luo et al., NeurIPS 2018, equation 1; NAO_V1/train_search.py), with y the accuracies brought to 0 to 1:
//
//   loss = t mean((predicted - y)^2) + (1 - t) mean(-log p of each token)
//
// and how it makes an architecture of another (equation 2; NAO_V1/encoder.py, infer), by a step of size s up the predictor:
//
//   z_e' = z_e + s d y / d z_e, divided by its norm;   the decoder writes what stands there

using AerNas.Bilevel;
using AerNas.Networks;

namespace AerNas.Methods;

/// <summary>An encoder, a predictor and a decoder of architectures. It owns its parameters.</summary>
internal sealed class SequenceAutoencoder : IDisposable
{
    private readonly AutoencoderOptions _options;

    /// <summary>Draws the start values.</summary>
    /// <param name="tokens">What it reads and writes.</param>
    /// <param name="options">Its sizes and how it learns.</param>
    /// <param name="weights">Where the parameters come from.</param>
    public SequenceAutoencoder(ArchitectureTokens tokens, AutoencoderOptions options, WeightSource weights)
    {
        _options = options;
        Encoder = new TokenEncoder(tokens, options, weights);
        Decoder = new TokenDecoder(tokens, options.Units, weights);
        Weights = [.. Encoder.parameters(), .. Decoder.parameters()];
    }

    /// <summary>The encoder, with the predictor.</summary>
    public TokenEncoder Encoder { get; }

    /// <summary>The decoder.</summary>
    public TokenDecoder Decoder { get; }

    /// <summary>The parameters.</summary>
    public IReadOnlyList<Tensor> Weights { get; }

    /// <summary>The loss: a scalar owned by the caller's scope.</summary>
    /// <param name="sequences">N architectures.</param>
    /// <param name="accuracies">Theirs, 0 to 1.</param>
    /// <param name="drop">Drops units of the predictor; null where all stay.</param>
    public Tensor Loss(IReadOnlyList<int[]> sequences, IReadOnlyList<double> accuracies, Func<Tensor, Tensor>? drop = null)
    {
        using var scope = NewDisposeScope();
        var encoded = Encoder.Encode(sequences); // [N, E, S]
        var error = Encoder.Predict(TokenEncoder.Pool(encoded), drop) - tensor(accuracies.ToArray()); // [N]
        var squared = (error * error).mean().Times(_options.TradeOff);
        return squared.Plus(Decoder.Score(sequences, encoded).mean(), _options.TradeOff - 1).MoveToOuterDisposeScope();
    }

    /// <summary>Learns from architectures, by all epochs of a round, with an optimizer at rest.</summary>
    /// <param name="sequences">The architectures.</param>
    /// <param name="accuracies">Theirs, 0 to 1.</param>
    /// <param name="orderOf">The order of an epoch.</param>
    /// <param name="drops">What the predictor's dropout is drawn from.</param>
    public void Fit(IReadOnlyList<int[]> sequences, IReadOnlyList<double> accuracies, Func<int, int[]> orderOf, Generator drops)
    {
        using var optimizer = new Adam(Weights, _options.LearningRate, beta1: 0.9, beta2: 0.999, _options.WeightDecay);
        for (var epoch = 0; epoch < _options.Epochs; epoch++)
        {
            foreach (var batch in orderOf(epoch).Chunk(_options.Batch))
            {
                using var scope = NewDisposeScope();
                var loss = Loss([.. batch.Select(i => sequences[i])], [.. batch.Select(i => accuracies[i])], units => Drop(units, drops));
                NonFiniteValueException.ThrowIfNotFinite(loss.ToNumber(), "the autoencoder's loss", epoch, batch[0]);
                var gradients = Gradients.Of(loss, Weights);
                Gradients.ClipNorm(gradients, _options.ClipNorm);
                optimizer.Step(gradients);
            }
        }
    }

    /// <summary>Where architectures come to by steps up the predictor, one size after another.</summary>
    /// <param name="sequences">N of them.</param>
    /// <param name="sizes">The sizes of the steps.</param>
    /// <returns>For each size what was encoded, moved; owned by the caller's scope. // [N, E, S]</returns>
    public IEnumerable<Tensor> Ascend(IReadOnlyList<int[]> sequences, IEnumerable<int> sizes)
    {
        var encoded = Encoder.Encode(sequences).detach().requires_grad_(true); // [N, E, S]
        var gradient = Gradients.Of(Encoder.Predict(TokenEncoder.Pool(encoded)).sum(), [encoded])[0];
        return sizes.Select(size => TokenEncoder.Normalized(encoded.detach().Plus(gradient, size)));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Encoder.Dispose();
        Decoder.Dispose();
    }

    private Tensor Drop(Tensor units, Generator drops)
    {
        if (_options.Dropout == 0) return units;
        var drawn = empty(units.shape, dtype: units.dtype).uniform_(0, 1, drops);
        return units * drawn.IsAbove(_options.Dropout).to(units.dtype).Over(1 - _options.Dropout);
    }
}
