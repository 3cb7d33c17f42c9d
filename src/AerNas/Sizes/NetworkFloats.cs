namespace AerNas.Sizes;

/// <summary>What a part of a network holds, in floats; in floating point, so that no size overflows.</summary>
/// <param name="Weights">Its weights.</param>
/// <param name="Kept">Of each image, the maps that stay until the backward pass.</param>
/// <param name="Passing">Of each image, the maps that are there at once where no backward pass follows.</param>
internal readonly record struct NetworkFloats(double Weights, double Kept, double Passing)
{
    public static NetworkFloats operator +(NetworkFloats left, NetworkFloats right) =>
        new(left.Weights + right.Weights, left.Kept + right.Kept, left.Passing + right.Passing);

    public static NetworkFloats operator *(double times, NetworkFloats part) =>
        new(times * part.Weights, times * part.Kept, times * part.Passing);
}
