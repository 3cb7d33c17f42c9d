namespace AerNas.Runtime;

/// <summary>Random numbers that are a pure function of a seed, a stream and two counters, the same on every machine and every .NET:
/// SplitMix64 (Steele, Lea and Flood, 2014), started at a mix of those four numbers.</summary>
public struct CounterRandom
{
    private ulong _state;

    internal CounterRandom(long seed, RandomStream stream, long first, long second)
    {
        foreach (var part in (ReadOnlySpan<long>)[seed, (long)stream, first, second])
        {
            _state += (ulong)part;
            _state = Next();
        }
    }

    /// <summary>64 random bits.</summary>
    public ulong Next()
    {
        _state += 0x9E3779B97F4A7C15UL;
        var z = _state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return z ^ (z >> 31);
    }

    /// <summary>A whole number from 0 to bound - 1, each equally likely up to 2^-32: no rejection, so always one draw.</summary>
    public int Below(int bound) => (int)(((UInt128)Next() * (uint)bound) >> 64);

    /// <summary>A number above 0 and below 1: the middle of one of 2^52 equal steps.</summary>
    public double Uniform() => ((Next() >> 12) + 0.5) * (1.0 / (1L << 52));

    /// <summary>A standard Gumbel number: -log(-log(u)), -log of a standard exponential one. Always finite.</summary>
    public double Gumbel() => -Math.Log(-Math.Log(Uniform()));

    /// <summary>A number of N(0, 1), of two uniform ones.</summary>
    public double Normal()
    {
        var radius = Math.Sqrt(-2 * Math.Log(Uniform()));
        return radius * Math.Cos(2 * Math.PI * Uniform());
    }

    /// <summary>True half of the time.</summary>
    public bool Coin() => Next() >> 63 == 0;

    /// <summary>Some of the numbers below <paramref name="count"/>, none twice, in random order: a Fisher-Yates shuffle cut off.</summary>
    /// <param name="count">How many numbers there are.</param>
    /// <param name="drawn">How many are wanted; all where that is more than there are.</param>
    public int[] Draw(int count, int drawn)
    {
        var (moved, chosen) = (new Dictionary<int, int>(), new int[Math.Min(drawn, count)]);
        for (var i = 0; i < chosen.Length; i++)
        {
            var place = i + Below(count - i);
            chosen[i] = moved.GetValueOrDefault(place, place);
            moved[place] = moved.GetValueOrDefault(i, i);
        }

        return chosen;
    }

    /// <summary>What draws whole numbers from 0 to below its argument: these numbers from here on, one after another.</summary>
    internal readonly Func<int, int> Draws
    {
        get
        {
            var random = this;
            return bound => random.Below(bound);
        }
    }

    /// <summary>The numbers 0 to <paramref name="count"/> - 1 in random order (Fisher-Yates).</summary>
    public int[] Permutation(int count)
    {
        var random = this;
        var order = Permutation(count, bound => random.Below(bound));
        this = random; // it has drawn
        return order;
    }

    /// <summary>The numbers 0 to <paramref name="count"/> - 1 in random order (Fisher-Yates).</summary>
    /// <param name="count">How many numbers there are.</param>
    /// <param name="draw">Draws a whole number from 0 to below its argument.</param>
    internal static int[] Permutation(int count, Func<int, int> draw)
    {
        var order = Enumerable.Range(0, count).ToArray();
        for (var last = count - 1; last > 0; last--)
        {
            var other = draw(last + 1);
            (order[last], order[other]) = (order[other], order[last]);
        }

        return order;
    }
}
