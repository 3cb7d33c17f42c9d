using System.Collections.Immutable;

namespace AerNas.Kernels.Engine;

/// <summary>Steps that run image by image, with nothing of the whole batch in between.</summary>
/// <param name="Steps">In order.</param>
/// <param name="GroupFloats">Floats of weight gradients that gather in it.</param>
internal sealed record Stage(ImmutableArray<StageStep> Steps, long GroupFloats);
