using AerNas.Spaces;
using static TorchSharp.torch;

namespace AerNas.Methods;

/// <summary>What a method makes its state of.</summary>
/// <param name="Options">Validated options.</param>
/// <param name="Space">What is searched.</param>
/// <param name="Device">Where the search computes.</param>
/// <param name="Stream">A stream of random numbers by name, the same for the same seed, stage and name; the caller disposes it.</param>
public sealed record StateSetup(SearchOptions Options, SearchSpace Space, Device Device, Func<string, Generator> Stream);
