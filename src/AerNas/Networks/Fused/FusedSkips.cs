using AerNas.Kernels.Engine;
using AerNas.Relaxations;

namespace AerNas.Networks.Fused;

/// <summary>The disturbance of a mixture as the kernels ask for it.</summary>
internal sealed class FusedSkips : IDisturbance
{
    private const int None = -1;

    private readonly DisturbedSkips _skips;
    private readonly IReadOnlyList<TracedSkip> _traced;
    private readonly int[] _places; // among the disturbed ones of a kind, as the Torch engine counts them

    private FusedSkips(DisturbedSkips skips, IReadOnlyList<TracedSkip> traced, ReadOnlySpan<bool> active)
    {
        (_skips, _traced) = (skips, traced);
        _places = new int[traced.Count];
        Span<int> counts = stackalloc int[2]; // of each kind of cell
        for (var i = 0; i < _places.Length; i++)
        {
            var taken = skips.Reach(traced[i].Stride) && (active.IsEmpty || active[traced[i].Entry]);
            _places[i] = taken ? counts[(int)traced[i].Kind]++ : None;
        }
    }

    /// <inheritdoc/>
    public DisturbanceForm Form => _skips.Form!.Value;

    /// <summary>What a mixture does; null where that is nothing.</summary>
    /// <param name="mixture">The mixture.</param>
    /// <param name="traced">The skip connections that can be disturbed.</param>
    public static FusedSkips? Of(Mixture mixture, IReadOnlyList<TracedSkip> traced) =>
        mixture.Skips is { Form: not null } skips ? new FusedSkips(skips, traced, mixture.Active) : null;

    /// <inheritdoc/>
    public bool Reaches(int place) => _places[place] != None;

    /// <inheritdoc/>
    public void Fill(int place, int image, Span<float> numbers) => _skips.Fill(_traced[place].Kind, _places[place], image, numbers);

    /// <inheritdoc/>
    public float ScaleOf(int place, int image) => _skips.ScaleOf(_traced[place].Kind, _places[place], image);
}
