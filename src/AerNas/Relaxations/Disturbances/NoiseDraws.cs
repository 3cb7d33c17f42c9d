namespace AerNas.Relaxations;

/// <summary>The numbers that noise operations give in a pass that trains: independent, of the standard normal distribution, a pure function
/// of the run's seed, where it stands, the place in the network and the image.</summary>
public sealed class NoiseDraws
{
    private const int OfTraining = -1; // beside the levels of a search

    private readonly Func<int, CounterRandom> _randomOf; // by place

    /// <summary>The draws of a step of a search.</summary>
    /// <param name="context">When and for what.</param>
    public NoiseDraws(RelaxationContext context) => _randomOf = place => context.RandomOf(RandomStream.Noise, kind: 0, place);

    /// <summary>The draws of a step of a training.</summary>
    /// <param name="seed">The run's seed.</param>
    /// <param name="position">Epoch and step.</param>
    public NoiseDraws(int seed, RunPosition position) => _randomOf = place =>
    {
        var moment = new CounterRandom(seed, RandomStream.Noise, position.Epoch, position.Step);
        return new CounterRandom((long)moment.Next(), RandomStream.Noise, OfTraining, place);
    };

    /// <summary>The numbers of a place, in the shape of a map; owned by the caller's scope. // [N, C, H, W]</summary>
    /// <param name="map">Gives shape, type and device. // [N, C, H, W]</param>
    /// <param name="place">Of a <see cref="Graphs.NoiseLayer"/>.</param>
    internal Tensor Like(Tensor map, int place)
    {
        using var scope = NewDisposeScope();
        var numbers = empty(map.shape, ScalarType.Float32);
        var (random, length) = (_randomOf(place), checked((int)(numbers.numel() / map.shape[0])));
        for (var image = 0; image < map.shape[0]; image++)
            RandomFloats.Normal(numbers.Floats().Slice(image * length, length), random.Next());
        return numbers.to(map.dtype).to(map.device).MoveToOuterDisposeScope();
    }
}
