// A network whose classifier alone learns. What lies before the classifier is evaluated as it is, by the engine of the network, without
// gradients: a copy of the network whose classifier hands on what it reads (the unit matrix). The classifier itself is one product of
// torch.

using AerNas.Networks;

namespace AerNas.Training;

/// <summary>Scores images by a network of which the classifier alone learns.</summary>
internal sealed class FrozenBody : IDisposable
{
    private const string Weight = "classifier.weight", Bias = "classifier.bias";

    private readonly DerivedNetwork _body;

    /// <summary>Copies what lies before the classifier, as it is now.</summary>
    /// <param name="network">The network; it stays its owner's, and its classifier is what learns.</param>
    public FrozenBody(DerivedNetwork network)
    {
        Learned = LearnedOf(network);
        var width = (int)Learned[0].Value.shape[1];
        using var draws = RandomStreams.Create(0, "overwritten by the network");
        _body = new DerivedNetwork(network.Genotype, network.Skeleton with { Classes = width, AuxiliaryHead = AuxiliaryHead.None },
            new WeightSource(draws, ScalarType.Float32, Learned[0].Value.device), new DerivedNetworkOptions { Engine = network.Engine });
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        var values = network.NamedWeights.Concat(network.NamedStatistics).ToDictionary(weight => weight.Name, weight => weight.Value);
        (values[Weight], values[Bias]) = (eye(width, dtype: ScalarType.Float32), zeros(width, dtype: ScalarType.Float32));
        foreach (var (name, value) in _body.NamedWeights.Concat(_body.NamedStatistics)) value.copy_(values[name]);
        _body.Training = false;
    }

    /// <summary>What learns, by name; live.</summary>
    public IReadOnlyList<(string Name, Tensor Value)> Learned { get; }

    /// <summary>What learns of a network: weight and bias of its classifier.</summary>
    public static ImmutableArray<(string Name, Tensor Value)> LearnedOf(DerivedNetwork network) =>
        [.. new[] { Weight, Bias }.Select(name => network.NamedWeights.Single(weight => weight.Name == name))];

    /// <summary>Scores images.</summary>
    /// <param name="images">Normalized images. // [N, C, H, W]</param>
    /// <returns>Logits, and the leaves that they depend on, owned by the caller's scope.</returns>
    public (Tensor Logits, Tensor[] Leaves) Forward(Tensor images)
    {
        Tensor features; // [N, F]
        using (no_grad()) features = _body.Forward(images).Logits;
        Tensor[] leaves = [.. Learned.Select(learned => learned.Value.detach())];
        foreach (var leaf in leaves) leaf.requires_grad = true;
        return (nn.functional.linear(features, leaves[0], leaves[1]), leaves); // [N, K]
    }

    /// <inheritdoc/>
    public void Dispose() => _body.Dispose();
}
