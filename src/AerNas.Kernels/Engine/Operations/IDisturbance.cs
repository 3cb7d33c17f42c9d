namespace AerNas.Kernels.Engine;

/// <summary>What a pass does to the maps of <see cref="Graphs.DisturbNode"/>.</summary>
public interface IDisturbance
{
    /// <summary>How the numbers meet the maps.</summary>
    DisturbanceForm Form { get; }

    /// <summary>Whether the map of a place is disturbed in this pass.</summary>
    bool Reaches(int place);

    /// <summary>The numbers of an image. Several threads ask at once, and the backward pass asks again instead of keeping them: equal
    /// arguments must give equal numbers.</summary>
    /// <param name="place">Which map.</param>
    /// <param name="image">Which image of the batch.</param>
    /// <param name="numbers">Where they go. // [C, H, W]</param>
    void Fill(int place, int image, Span<float> numbers);

    /// <summary>What an image of the disturbed map is multiplied by, a constant to gradients; 1 where images are left whole.</summary>
    /// <param name="place">Which map.</param>
    /// <param name="image">Which image of the batch.</param>
    float ScaleOf(int place, int image);
}

/// <summary>How the numbers n of a disturbance meet the elements x of a map; to gradients n and std(x) are constants.</summary>
public enum DisturbanceForm
{
    /// <summary>x n.</summary>
    Multiplied,

    /// <summary>x + n.</summary>
    Added,

    /// <summary>x + std(x) n, the standard deviation of all elements of the batch, their number less one counted.</summary>
    AddedInDeviations,
}
