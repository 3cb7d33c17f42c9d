namespace AerNas.Kernels.Simd;

/// <summary>One of the places that an output pixel reads.</summary>
/// <param name="Input">Floats from the pixel that belongs to the output to the pixel read.</param>
/// <param name="Weight">Where the weights for it begin, in floats.</param>
/// <param name="Channels">Input channels read there, for kernels over all channels; at most the lane count.</param>
internal readonly record struct Tap(int Input, int Weight, int Channels);
