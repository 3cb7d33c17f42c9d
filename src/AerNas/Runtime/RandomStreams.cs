using System.Security.Cryptography;
using System.Text;

namespace AerNas.Runtime;

/// <summary>Named, seeded streams of random numbers: what one part draws never shifts what another draws.</summary>
public static class RandomStreams
{
    /// <summary>The seed of a stream, the same on every machine.</summary>
    /// <param name="seed">The run's seed.</param>
    /// <param name="stream">What it is for, e.g. <c>weights</c>.</param>
    public static long SeedOf(int seed, string stream) =>
        BitConverter.ToInt64(SHA256.HashData(Encoding.UTF8.GetBytes($"{stream}/{seed}"))) & long.MaxValue;

    /// <summary>A generator on the CPU for a stream; the caller owns it.</summary>
    /// <inheritdoc cref="SeedOf"/>
    public static Generator Create(int seed, string stream) => new((ulong)SeedOf(seed, stream), CPU);
}
