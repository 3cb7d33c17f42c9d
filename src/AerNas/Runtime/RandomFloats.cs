// Many random float32 numbers from few draws: each draw of CounterRandom gives the 32 bits of two of them.

using System.Numerics.Tensors;

namespace AerNas.Runtime;

/// <summary>Fills spans with random numbers that are a pure function of a seed and of the length.</summary>
internal static class RandomFloats
{
    private const int Pairs = 256; // of normal numbers, made together

    /// <summary>Numbers above 0 and below 1: the middles of 2^23 equal steps.</summary>
    public static void Uniform(Span<float> numbers, ulong seed)
    {
        var random = Begin(seed);
        Uniform(numbers, ref random);
    }

    /// <summary>Numbers of the standard normal distribution (Box and Muller, 1958).</summary>
    public static void Normal(Span<float> numbers, ulong seed)
    {
        var random = Begin(seed);
        Span<float> radii = stackalloc float[Pairs], angles = stackalloc float[Pairs], made = stackalloc float[2 * Pairs];
        for (; numbers.Length > 0; numbers = numbers[Math.Min(numbers.Length, made.Length)..])
        {
            Uniform(radii, ref random);
            TensorPrimitives.Log(radii, radii);
            TensorPrimitives.Multiply(radii, -2, radii);
            TensorPrimitives.Sqrt(radii, radii);
            Uniform(angles, ref random);
            TensorPrimitives.Multiply(angles, MathF.Tau, angles);
            TensorPrimitives.Cos(angles, made[..Pairs]);
            TensorPrimitives.Sin(angles, made[Pairs..]);
            TensorPrimitives.Multiply(made[..Pairs], radii, made[..Pairs]);
            TensorPrimitives.Multiply(made[Pairs..], radii, made[Pairs..]);
            made[..Math.Min(numbers.Length, made.Length)].CopyTo(numbers);
        }
    }

    private static CounterRandom Begin(ulong seed) => new((long)seed, RandomStream.SkipDisturbance, 0, 0);

    private static void Uniform(Span<float> numbers, ref CounterRandom random)
    {
        var i = 0;
        for (; i + 2 <= numbers.Length; i += 2)
        {
            var bits = random.Next();
            (numbers[i], numbers[i + 1]) = (Middle((uint)(bits >> 32)), Middle((uint)bits));
        }

        if (i < numbers.Length) numbers[i] = Middle((uint)(random.Next() >> 32));
    }

    private static float Middle(uint bits) => ((int)(bits >> 9) + 0.5f) * (1f / (1 << 23));
}
