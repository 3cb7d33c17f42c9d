namespace AerNas.Networks;

/// <summary>The disturbance of a mixture, by the places of a supernet's skip connections.</summary>
internal sealed class SkipDisturbances
{
    private const int None = -1;

    private readonly DisturbedSkips _skips;
    private readonly ImmutableArray<SkipPlace> _places;
    private readonly int[] _numbers; // of each among the disturbed ones of its kind, in the order they are computed

    private SkipDisturbances(DisturbedSkips skips, ImmutableArray<SkipPlace> places, ReadOnlySpan<bool> active)
    {
        (_skips, _places, _numbers) = (skips, places, new int[places.Length]);
        var counts = new Dictionary<int, int>();
        for (var i = 0; i < _numbers.Length; i++)
        {
            var (kind, entry, stride) = places[i];
            var taken = skips.Reach(stride) && (active.IsEmpty || active[entry]);
            _numbers[i] = taken ? counts.GetValueOrDefault(kind) : None;
            if (taken) counts[kind] = _numbers[i] + 1;
        }
    }

    /// <summary>What a mixture does; null where that is nothing.</summary>
    /// <param name="mixture">The mixture.</param>
    /// <param name="places">The skip connections that can be disturbed.</param>
    public static SkipDisturbances? Of(Mixture mixture, ImmutableArray<SkipPlace> places) =>
        mixture.Skips is { Form: not null } skips ? new SkipDisturbances(skips, places, mixture.Active) : null;

    /// <summary>How the numbers meet the outputs.</summary>
    public Kernels.Engine.DisturbanceForm Form => _skips.Form!.Value;

    public bool Reaches(int place) => _numbers[place] != None;

    /// <inheritdoc cref="DisturbedSkips.Fill"/>
    public void Fill(int place, int image, Span<float> numbers) => _skips.Fill(_places[place].Kind, _numbers[place], image, numbers);

    /// <inheritdoc cref="DisturbedSkips.ScaleOf"/>
    public float ScaleOf(int place, int image) => _skips.ScaleOf(_places[place].Kind, _numbers[place], image);

    /// <summary>The output of a skip connection that is reached, disturbed; owned by the caller's scope. // [N, C, H, W]</summary>
    public Tensor Apply(int place, Tensor skip) => _skips.Apply(skip, _places[place].Kind, _numbers[place]);
}
