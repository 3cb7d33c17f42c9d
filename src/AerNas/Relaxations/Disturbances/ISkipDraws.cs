
namespace AerNas.Relaxations;

/// <summary>The random numbers behind a disturbance of skip connections, by place. Threads may ask at once; equal arguments give equal
/// answers. A place is which of the disturbed skip connections of all cells of that kind, in the order they are computed.</summary>
internal interface ISkipDraws
{
    /// <summary>Draws for one image of the output of a skip connection.</summary>
    /// <param name="kind">The kind of its cell.</param>
    /// <param name="place">Which skip connection.</param>
    /// <param name="image">Which image of the batch.</param>
    /// <param name="draws">Where they go. // [C, H, W]</param>
    void Fill(int kind, int place, int image, Span<float> draws);

    /// <summary>Whether the output is kept for an image, where outputs are dropped.</summary>
    bool Keeps(int kind, int place, int image);
}
