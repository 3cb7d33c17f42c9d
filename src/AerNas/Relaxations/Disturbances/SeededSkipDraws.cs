namespace AerNas.Relaxations;

/// <summary>Draws that are a pure function of the run's seed, epoch, step, level, place and image.</summary>
internal sealed class SeededSkipDraws(ISkipDisturbance disturbance, RelaxationContext context) : ISkipDraws
{
    public void Fill(int kind, int place, int image, Span<float> draws) =>
        disturbance.Fill(draws, context.Moment, Random(RandomStream.SkipDisturbance, kind, place, image).Next());

    public bool Keeps(int kind, int place, int image) =>
        Random(RandomStream.PathDrops, kind, place, image).Uniform() >= disturbance.Dropped;

    private CounterRandom Random(RandomStream stream, int kind, int place, int image)
    {
        var seed = context.RandomOf(stream, kind, place);
        return new CounterRandom((long)seed.Next(), stream, image, 0);
    }
}
