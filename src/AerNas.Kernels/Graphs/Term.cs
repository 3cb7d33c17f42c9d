namespace AerNas.Kernels.Graphs;

/// <summary>A weighted term of a sum.</summary>
/// <param name="View">What is added.</param>
/// <param name="MixtureEntry">Which entry of the flat mixture it is multiplied by; none where null.</param>
public readonly record struct Term(View View, int? MixtureEntry = null);
