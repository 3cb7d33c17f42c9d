using System.Text.Json.Serialization;
using AerNas.Bilevel;
using AerNas.Networks;
using AerNas.Running;

namespace AerNas.Training;

/// <summary>All that a training changes while it runs: what a checkpoint must hold for it to continue in the very same bytes.</summary>
internal sealed class TrainingState : IRunState<TrainingCounters>, IDisposable
{
    private readonly bool _freezes;
    private FrozenBody? _frozen;

    /// <summary>Starts with an optimizer at rest; takes ownership of the network.</summary>
    /// <param name="network">The network.</param>
    /// <param name="options">How its weights learn.</param>
    /// <param name="freezes">Whether its classifier alone learns.</param>
    public TrainingState(DerivedNetwork network, WeightOptions options, bool freezes = false)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(options);
        (Network, _freezes) = (network, freezes);
        Weights = freezes ? [.. FrozenBody.LearnedOf(network).Select(weight => weight.Value)] : network.Weights;
        Optimizer = new MomentumSgd(Weights, options.Momentum, options.WeightDecay, options.Nesterov);
    }

    /// <summary>The network.</summary>
    public DerivedNetwork Network { get; }

    /// <summary>The weights that learn.</summary>
    public IReadOnlyList<Tensor> Weights { get; }

    /// <summary>
    /// What scores images where the classifier alone learns, by the other weights as they are when it is first asked for; else null.
    /// </summary>
    public FrozenBody? Frozen => !_freezes ? null : _frozen ??= new FrozenBody(Network);

    /// <summary>What moves them.</summary>
    public MomentumSgd Optimizer { get; }

    /// <summary>How far the training has come.</summary>
    public RunPosition Position { get; private set; }

    /// <summary>Sums over the current epoch.</summary>
    public TrainingTotals Totals { get; private set; }

    /// <summary>The best epoch so far by test accuracy; null before the first test.</summary>
    public TrainingOutcome? Best { get; private set; }

    /// <summary>The best epoch so far on images held out, the first of equals; null where none are, or before the first.</summary>
    public TrainingOutcome? Kept { get; private set; }

    /// <summary>The last whole epoch; null before the first is done.</summary>
    public TrainingOutcome? Last { get; private set; }

    /// <summary>Counts a step.</summary>
    public void CompleteStep(TrainingStep step)
    {
        Totals = Totals.Add(step);
        Position = Position with { Step = Position.Step + 1 };
    }

    /// <summary>Counts an epoch.</summary>
    public void CompleteEpoch(TrainingOutcome outcome)
    {
        ArgumentNullException.ThrowIfNull(outcome);
        Last = outcome;
        if (outcome.TestAccuracy is { } accuracy && !(accuracy <= Best?.TestAccuracy)) Best = outcome;
        if (outcome.ValidationAccuracy is { } judged && !(judged <= Kept?.ValidationAccuracy)) Kept = outcome;
        Totals = default;
        Position = new RunPosition(Position.Epoch + 1, 0);
    }

    /// <summary>Whether so many epochs have passed since the best on images held out.</summary>
    /// <param name="patience">How many; null: it never stops before its end.</param>
    public bool HasStopped(int? patience) => Last?.Epoch - Kept?.Epoch >= patience;

    /// <summary>Every tensor of the state by name; live, not copies.</summary>
    public IEnumerable<(string Name, Tensor Value)> Tensors()
    {
        var weights = Network.NamedWeights;
        foreach (var (name, value) in weights) yield return ($"weights/{name}", value);
        foreach (var (name, value) in Network.NamedStatistics) yield return ($"buffers/{name}", value);
        var velocity = _freezes
            ? FrozenBody.LearnedOf(Network).Zip(Optimizer.Velocity, (weight, value) => (weight.Name, value))
            : Network.ByParameter(Optimizer.Velocity);
        foreach (var (name, value) in velocity) yield return ($"velocity/{name}", value);
    }

    /// <summary>Every number of the state that is no tensor.</summary>
    public TrainingCounters Counters => new(Position, Totals, Best, Last) { Kept = Kept };

    /// <summary>Takes up the numbers of a checkpoint; its tensors are still to be read.</summary>
    /// <param name="counters">The numbers.</param>
    public void TakeUp(TrainingCounters counters)
    {
        ArgumentNullException.ThrowIfNull(counters);
        (Position, Totals, Best, Last) = counters;
        Kept = counters.Kept;
    }

    void IRunState<TrainingCounters>.Check(TrainingCounters counters, OptionRules rules) => counters.Check(rules);

    /// <summary>Its checkpoints.</summary>
    /// <param name="genotype">What is trained.</param>
    internal static CheckpointForm<TrainingCounters> Form(Genotype genotype) =>
        new("aernas-train/1", TrainingCountersJson.Default.TrainingCounters, ("genotype", genotype.ToString()));

    /// <inheritdoc/>
    public void Dispose()
    {
        Optimizer.Dispose();
        _frozen?.Dispose();
        Network.Dispose();
    }
}

/// <summary>What an epoch ended with.</summary>
/// <param name="Epoch">The epoch, from 0.</param>
/// <param name="TestAccuracy">On the test images, 0 to 1; null where the network was not tested.</param>
public sealed record TrainingOutcome(int Epoch, double? TestAccuracy)
{
    /// <summary>How often the right class is among the five likeliest, 0 to 1; null where there are no more, or no test was made.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? TestTopFive { get; init; }

    /// <summary>On the training images that are held out, 0 to 1; null where none are.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? ValidationAccuracy { get; init; }
}
