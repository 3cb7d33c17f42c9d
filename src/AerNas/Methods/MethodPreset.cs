namespace AerNas.Methods;

/// <summary>A further setting that a method was published with, beside the one that <see cref="SearchMethod.Published"/> gives.</summary>
/// <param name="Name">What <c>--preset</c> takes.</param>
/// <param name="About">What it is, in a clause.</param>
/// <param name="Suits">The spaces it is for.</param>
/// <param name="Options">The hyperparameters on one of them.</param>
public sealed record MethodPreset(string Name, string About, Func<SearchSpace, bool> Suits, Func<SearchSpace, SearchOptions> Options);
