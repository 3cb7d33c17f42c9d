using AerNas.Regularizers;

namespace AerNas.Extensions;

/// <summary>What an assembly brings to AerNas. A public class of it with a constructor without parameters says so, and <c>--extension
/// FILE</c> makes all of it known by name on the command line, as <see cref="ExtensionScope"/> does in a program. A name is letters,
/// digits, hyphens and underscores, and is not taken yet.</summary>
public interface IExtension
{
    /// <summary>Search methods, for <c>--method</c>.</summary>
    IReadOnlyList<SearchMethod> Methods => [];

    /// <summary>Search methods without a supernet, for <c>--method</c> likewise.</summary>
    IReadOnlyList<SamplingMethod> SearchFreeMethods => [];

    /// <summary>Terms of the architecture loss, for <c>--term</c>.</summary>
    IReadOnlyList<RegularizerTerm> Terms => [];

    /// <summary>Candidate operations, for genotypes and for spaces in files.</summary>
    IReadOnlyList<CandidateOperation> Operations => [];

    /// <summary>Search spaces, for <c>--space</c>.</summary>
    IReadOnlyList<SearchSpace> Spaces => [];
}
