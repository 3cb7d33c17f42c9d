using AerNas.Kernels.Engine;

namespace AerNas.Networks.Fused;

/// <summary>What a pass does at random to maps, as kernels ask for it: places of skip connections first, then of paths.</summary>
internal sealed class FusedDisturbance : IDisturbance
{
    private readonly SkipDisturbances? _skips;
    private readonly int _skipPlaces;
    private readonly float[][] _paths; // what each image is multiplied by, a row a place

    private FusedDisturbance(SkipDisturbances? skips, int skipPlaces, float[][] paths) =>
        (_skips, _skipPlaces, _paths) = (skips, skipPlaces, paths);

    public DisturbanceForm Form => _skips?.Form ?? DisturbanceForm.Multiplied;

    /// <summary>What a pass does; null where that is nothing.</summary>
    /// <param name="pass">The pass.</param>
    /// <param name="places">How many places there are of each sort.</param>
    /// <param name="images">Images of the batch.</param>
    public static FusedDisturbance? Of(NetworkPass pass, (int Skips, int Paths) places, int images)
    {
        if (pass.Skips is null && pass.Paths is null) return null;
        return new FusedDisturbance(pass.Skips, places.Skips,
            pass.Paths is not { } drops ? [] : [.. Enumerable.Range(0, places.Paths).Select(place => ScalesOf(drops, place, images))]);
    }

    public bool Reaches(int place) => place < _skipPlaces ? _skips?.Reaches(place) == true : _paths.Length > 0;

    public void Fill(int place, int image, Span<float> numbers) => _skips!.Fill(place, image, numbers);

    public float ScaleOf(int place, int image) => place < _skipPlaces ? _skips!.ScaleOf(place, image) : _paths[place - _skipPlaces][image];

    private static float[] ScalesOf(PathDrops drops, int place, int images) =>
        [.. drops.Keeps(place, images).Select(keeps => keeps ? (float)(1 / (1 - drops.Probability)) : 0)];
}
