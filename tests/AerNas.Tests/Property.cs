using System.Globalization;
using CsCheck;
using Xunit.Sdk;

namespace AerNas.Tests;

/// <summary>
/// Holds a property against drawn samples. A sample comes of its number alone, so that every run of the tests sees the same ones.
/// <c>tests/random-run.sh</c> has others drawn, and more of them, by the two variables.
/// </summary>
internal static class Property
{
    /// <summary>The trait of classes that <c>tests/random-run.sh</c> runs.</summary>
    public const string Trait = "samples";

    /// <summary>Its value.</summary>
    public const string Drawn = "drawn";

    private const ulong Seed = 13; // any: samples differ by the stream, which is their number
    private static readonly uint First = FromEnvironment("AERNAS_FIRST_SAMPLE") ?? 0;
    private static readonly uint Times = FromEnvironment("AERNAS_TIMES_AS_MANY_SAMPLES") ?? 1;

    /// <summary>Has each sample checked; a failure tells its number.</summary>
    /// <param name="samples">What draws them.</param>
    /// <param name="count">How many there are in a run of the tests.</param>
    /// <param name="check">Throws where the property does not hold.</param>
    public static void Holds<T>(Gen<T> samples, int count, Action<T> check)
    {
        for (uint i = 0; i < count * Times; i++)
        {
            var sample = samples.Generate(new PCG(First + i, Seed), null, out _);
            try
            {
                check(sample);
            }
            catch (Exception failure)
            {
                throw new XunitException($"Sample {First + i} (AERNAS_FIRST_SAMPLE={First + i} begins with it): {sample}", failure);
            }
        }
    }

    /// <summary>The same for a property that is true or false.</summary>
    public static void Holds<T>(Gen<T> samples, int count, Func<T, bool> isTrue) =>
        Holds(samples, count, sample => Assert.True(isTrue(sample)));

    private static uint? FromEnvironment(string name) =>
        uint.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;
}
