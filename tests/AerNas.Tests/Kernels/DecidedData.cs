using AerNas.Kernels.Engine;

namespace AerNas.Tests.Kernels;

/// <summary>
/// Data for a network at which every ReLU and every maximum is decided, and what the oracle makes of them. With a ReLU at 2e-8 the right
/// gradients of float32 are off by percents from those of float64 (seen: the pass of a random convolution, whose gradients float64 has too
/// once the weights are moved by a rounding).
/// </summary>
internal sealed record DecidedData(SupernetData Data, SupernetResult Expected)
{
    private const double Least = 1e-5; // of what is largest in a map; roundings reach 1e-6 of it
    private const int FirstSeed = 2;
    private const int Draws = 200;

    /// <summary>Draws data until the oracle says that they are: the same ones on every run.</summary>
    /// <param name="network">The network.</param>
    /// <param name="shape">Of the images.</param>
    /// <param name="change">What is made of drawn data; nothing by default.</param>
    /// <param name="least">How far from zero and from the next value, of what is largest in a map.</param>
    public static DecidedData Draw(
        NetworkSketch network, BatchShape shape, Func<SupernetData, SupernetData>? change = null, double least = Least)
    {
        for (var seed = FirstSeed; seed < FirstSeed + Draws; seed++)
        {
            var drawn = network.Data(shape, SmallNetworks.Classes, seed);
            var data = change is null ? drawn : change(drawn);
            var pass = OracleNetwork.Forward(network.Graph, data);
            if (pass.Margin > least) return new DecidedData(data, pass.Backward());
        }

        throw new InvalidOperationException($"None of {Draws} draws decides every ReLU and maximum of the network by {least}.");
    }
}
