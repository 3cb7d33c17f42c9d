namespace AerNas.Running;

/// <summary>All that a run changes while it goes on: what a checkpoint must hold for it to continue in the very same bytes.</summary>
/// <typeparam name="TCounters">Its numbers that are no tensors.</typeparam>
internal interface IRunState<TCounters>
{
    RunPosition Position { get; }

    /// <summary>Every number that is no tensor.</summary>
    TCounters Counters { get; }

    /// <summary>Every tensor by name: live, not copies; some are views, owned by the caller's scope.</summary>
    IEnumerable<(string Name, Tensor Value)> Tensors();

    /// <summary>Tells what no run with this state could have come to.</summary>
    void Check(TCounters counters, OptionRules rules);

    /// <summary>Takes up the numbers of a checkpoint; its tensors are copied into <see cref="Tensors"/> afterwards.</summary>
    void TakeUp(TCounters counters);
}
