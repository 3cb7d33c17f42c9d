using System.Collections.Immutable;

namespace AerNas.Fuzzing;

/// <summary>
/// A reader that is fed damaged input. A target is found because its type lies in this assembly and has a constructor without parameters;
/// one that keeps files or a folder is <see cref="IDisposable"/>.
/// </summary>
internal interface IFuzzTarget
{
    /// <summary>The name on the command line and in tables.</summary>
    string Name { get; }

    /// <summary>How many inputs the short form of the tests reads: about a second's worth.</summary>
    int ShortInputs { get; }

    /// <summary>Sound inputs that mutations begin from; small, so that a mutation is likely to hit what matters.</summary>
    ImmutableArray<FuzzInput> Seeds { get; }

    /// <summary>Bytes that mean something in this form, such as opcodes, magics and keys.</summary>
    ImmutableArray<byte[]> Words { get; }

    /// <summary>The exceptions by which the product refuses such an input. Anything else that is thrown is a finding.</summary>
    ImmutableArray<Type> Refusals { get; }

    /// <summary>
    /// The input with its checksums, digests and lengths redone, so that what lies behind them is reached; as it is where there is none.
    /// </summary>
    byte[] Mend(FuzzInput input);

    /// <summary>Reads an input to its end, as the product does.</summary>
    void Read(FuzzInput input);
}
