using AerNas.Runtime;

namespace AerNas.Fuzzing;

/// <summary>One input of a target: a file by name, as the target would find it.</summary>
/// <param name="Name">The file's name.</param>
/// <param name="Bytes">Its content.</param>
internal sealed record FuzzInput(string Name, byte[] Bytes)
{
    /// <summary>Random numbers that hang on the bytes alone.</summary>
    public CounterRandom Random()
    {
        long state = Bytes.Length;
        foreach (var value in Bytes) state = (state * 1_099_511_628_211) ^ value;
        return new CounterRandom(state, RandomStream.Order, 0, 0);
    }
}
