using AerNas.Costs;
using AerNas.Data;
using AerNas.Texts;
using AerNas.Training;

namespace AerNas.Fitting;

/// <summary>Chooses how large the network of a genotype is: among the sizes that limits allow the one that is expected to err least once
/// the time is over. Steps of one size are timed, those of others reckoned from their multiply-adds, and the size that is chosen is
/// timed itself.</summary>
/// <param name="genotype">The architecture.</param>
/// <param name="images">What the network is trained on.</param>
/// <param name="options">What it may cost, and how wide it is where that is fixed.</param>
/// <param name="latency">Measures networks, and knows those it has measured for other choices.</param>
internal sealed class SizeChoice(Genotype genotype, ImageDataset images, FitOptions options, MeasuredLatency latency)
{
    private const int FirstTimed = 16; // channels: a size that computes for a while and not for long
    private const int MostTimed = 4;
    private const double Caution = 0.97; // of a latency: another measurement gives another one
    private const double SmallerGain = 0.7; // narrow networks save less time than multiply-adds

    /// <summary>By how much the smallest network is beyond the limits, as a part of them; not above 0 where it keeps to them.</summary>
    public double Excess()
    {
        var smallest = Sizes().First();
        return Math.Max(Beyond(smallest.Cost), TooSlow(smallest));
    }

    /// <summary>The sizes that keep to the limits, the smallest first; at least one.</summary>
    /// <exception cref="InvalidOptionsException">Even the smallest network does not.</exception>
    public ImmutableArray<SizedNetwork> Possible()
    {
        if (InTime([.. Sizes().Where(network => Beyond(network.Cost) <= 0)]) is { Length: > 0 } possible) return possible;
        var (size, cost) = Sizes().First();
        var taken = options.Limits.Latency is null ? "" : $" and takes {Duration.Text(latency.Of(genotype, size))} for a picture";
        throw new InvalidOptionsException("limits", $"nothing keeps to them: the smallest network of {genotype.Space.Name} has "
            + $"{cost.Parameters:N0} parameters and {cost.MultiplyAdds:N0} multiply-adds{taken} on these images.");
    }

    /// <summary>The size that is expected to err least, and how long it takes for an image.</summary>
    /// <param name="secondsPerImage">Times steps of a size.</param>
    /// <param name="expectedError">What is expected of a network that takes so many seconds for an image.</param>
    /// <exception cref="InvalidOptionsException">Even the smallest network does not keep to the limits.</exception>
    public (SizedNetwork Network, double SecondsPerImage) Choose(
        Func<NetworkOptions, double> secondsPerImage, Func<GenotypeCost, double, double> expectedError)
    {
        var possible = Possible();
        if (possible.Length == 1 && options.Epochs is not null) return (possible[0], 0); // nothing is to choose
        var timed = new Dictionary<SizedNetwork, double>();
        var next = possible.LastOrDefault(network => network.Size.Channels <= FirstTimed) ?? possible[0];
        while (timed.Count < MostTimed && !timed.ContainsKey(next))
        {
            timed[next] = secondsPerImage(next.Size);
            next = possible.MinBy(network => expectedError(network.Cost, Reckoned(network, timed)))!;
        }

        var (chosen, seconds) = timed.MinBy(pair => expectedError(pair.Key.Cost, pair.Value));
        return (chosen, seconds);
    }

    private IEnumerable<SizedNetwork> Sizes() =>
        (options.Channels is { } channels ? [NetworkSizes.Of(channels)] : NetworkSizes.Of(genotype.Space.Skeletons[0]))
            .Select(size => new SizedNetwork(size, GenotypeCost.Of(genotype, size.SkeletonFor(genotype, images))));

    /// <summary>Those of some sizes that are fast enough; a wider network is taken to be slower, so few of them are measured.</summary>
    private ImmutableArray<SizedNetwork> InTime(ImmutableArray<SizedNetwork> sizes)
    {
        if (options.Limits.Latency is null) return sizes;
        var (fast, slow) = (0, 1); // of so many first ones it is known that they are fast; the one before slow is not, or not known
        while (slow <= sizes.Length && IsFast(slow - 1)) (fast, slow) = (slow, 2 * slow);
        for (slow = Math.Min(slow, sizes.Length + 1); fast + 1 < slow;)
        {
            var middle = (fast + slow) / 2;
            if (IsFast(middle - 1)) fast = middle;
            else slow = middle;
        }

        return sizes[..fast];

        bool IsFast(int index) => TooSlow(sizes[index]) <= 0;
    }

    /// <summary>By how much a network is slower than it may be, as a part of that; not above 0 where it is fast enough.</summary>
    private double TooSlow(SizedNetwork network) =>
        options.Limits.Latency is { } most ? latency.Of(genotype, network.Size) / (Caution * most) - 1 : -1;

    private double Beyond(GenotypeCost cost) => Math.Max(
        (double)cost.Parameters / (options.Limits.Parameters ?? long.MaxValue),
        (double)cost.MultiplyAdds / (options.Limits.MultiplyAdds ?? long.MaxValue)) - 1;

    /// <summary>The time of a size by that of the timed one whose multiply-adds are nearest.</summary>
    private static double Reckoned(SizedNetwork network, Dictionary<SizedNetwork, double> timed)
    {
        var (nearest, seconds) = timed.MinBy(pair => Math.Abs(Math.Log(Ratio(network, pair.Key))));
        var ratio = Ratio(network, nearest);
        return seconds * (ratio < 1 ? Math.Pow(ratio, SmallerGain) : ratio);
    }

    private static double Ratio(SizedNetwork network, SizedNetwork other) =>
        (double)network.Cost.MultiplyAdds / Math.Max(1, other.Cost.MultiplyAdds);
}

/// <summary>A network of some size.</summary>
/// <param name="Size">Its width and depth.</param>
/// <param name="Cost">What it costs.</param>
internal sealed record SizedNetwork(NetworkOptions Size, GenotypeCost Cost);
