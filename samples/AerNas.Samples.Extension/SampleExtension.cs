using AerNas.Extensions;
using AerNas.Methods;
using AerNas.Regularizers;
using AerNas.Spaces;

namespace AerNas.Samples;

/// <summary>What this assembly brings: <c>aernas search --extension AerNas.Samples.Extension.dll --method beta-darts</c>.</summary>
public sealed class SampleExtension : IExtension
{
    /// <inheritdoc/>
    public IReadOnlyList<SearchMethod> Methods => [BetaDarts.Method];

    /// <inheritdoc/>
    public IReadOnlyList<RegularizerTerm> Terms => [BetaDecay.Term];

    /// <inheritdoc/>
    public IReadOnlyList<CandidateOperation> Operations => [SqueezeExcite.Operation];

    /// <inheritdoc/>
    public IReadOnlyList<SearchSpace> Spaces => [Chain.Space];
}
