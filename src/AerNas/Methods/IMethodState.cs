using AerNas.Regularizers;

namespace AerNas.Methods;

/// <summary>What a method learns beside w and alpha, and how. Checkpoints hold its tensors and numbers, so that a resumed search ends in
/// the very same bytes as an unbroken one.</summary>
public interface IMethodState : IDisposable
{
    /// <summary>What draws architectures, where alpha does not tell how likely they are; null where it does.</summary>
    IPathSampler? Sampler { get; }

    /// <summary>How many architectures it has had judged in this epoch so far.</summary>
    int Judged { get; }

    /// <summary>Its numbers that are no tensors.</summary>
    JsonObject Counters { get; }

    /// <summary>What the architecture loss adds that depends on the state. Default: nothing.</summary>
    IEnumerable<IArchitectureTerm> Terms => [];

    /// <summary>What is recorded of an epoch, by name, before it is complete.</summary>
    IEnumerable<(string Name, double Value)> Recorded { get; }

    /// <summary>Every tensor of the state by name: live, not copies.</summary>
    IEnumerable<(string Name, Tensor Value)> Tensors();

    /// <summary>Tells what no search with this state could have come to.</summary>
    void Check(JsonObject counters, OptionRules rules);

    /// <summary>Takes up the numbers of a checkpoint; its tensors are copied into <see cref="Tensors"/> afterwards.</summary>
    void TakeUp(JsonObject counters);

    /// <summary>Learns from an epoch whose steps are done; goes on where it was broken off.</summary>
    void Learn(MethodLesson lesson);

    /// <summary>Ends an epoch from which all is learned.</summary>
    void CompleteEpoch();
}

/// <summary>What a method's state learns from at the end of an epoch; the supernet is in evaluation mode.</summary>
/// <param name="Seed">The run's seed.</param>
/// <param name="Epoch">The epoch, from 0.</param>
/// <param name="Alpha">The architecture parameters; may be overwritten.</param>
/// <param name="Accuracy">The accuracy of an architecture, 0 to 1, on the next validation batch.</param>
/// <param name="Each">Is to be called before every update; may break off by throwing.</param>
public sealed record MethodLesson(int Seed, int Epoch, ArchitectureParameters Alpha, Func<ChosenOperations, double> Accuracy, Action Each)
{
    /// <summary>How sharply the loss of a validation batch bends in alpha, without the terms that the architecture loss adds: the diagonal
    /// of its Hessian, one tensor each of <see cref="ArchitectureParameters.Tensors"/>, of the caller's scope. From so many products with
    /// the Hessian at most; the same each time it is asked for.</summary>
    public required Func<int, IReadOnlyList<Tensor>> Curvature { get; init; }
}

/// <summary>What a method makes its state of.</summary>
/// <param name="Options">Validated options.</param>
/// <param name="Space">What is searched.</param>
/// <param name="Device">Where the search computes.</param>
/// <param name="Stream">A stream of random numbers by name, the same for the same seed, stage and name; the caller disposes it.</param>
public sealed record StateSetup(SearchOptions Options, SearchSpace Space, Device Device, Func<string, Generator> Stream);
