using System.Text.Json;
using System.Text.Json.Nodes;
using AerNas.Json;
using AerNas.Networks;
using static TorchSharp.torch;

namespace AerNas.Methods;

/// <summary>A controller and its training as the state of a search. It owns both.</summary>
public sealed class ControllerState : IMethodState
{
    private readonly ControllerOptions _options;
    private readonly Controller _controller;
    private readonly ControllerTraining _training;

    /// <summary>A controller that has learned nothing.</summary>
    public ControllerState(StateSetup setup)
    {
        ArgumentNullException.ThrowIfNull(setup);
        using var stream = setup.Stream("controller");
        _options = setup.Options.Part<ControllerOptions>();
        _controller = new Controller(setup.Space, _options, new WeightSource(stream, float32, setup.Device));
        _training = new ControllerTraining(_controller, _options);
    }

    /// <inheritdoc/>
    public IPathSampler Sampler => _controller;

    /// <inheritdoc/>
    public int Judged => _training.Updates.Length * _options.SamplesPerUpdate;

    /// <inheritdoc/>
    public JsonObject Counters =>
        JsonSerializer.SerializeToNode(_training.Counters, ControllerCountersJson.Default.ControllerCounters)!.AsObject();

    /// <inheritdoc/>
    public IEnumerable<(string Name, double Value)> Recorded
    {
        get
        {
            var epoch = new ControllerEpoch(_training.Updates);
            return
            [
                ("controllerLoss", epoch.Loss), ("controllerAccuracy", epoch.Accuracy), ("controllerEntropyNats", epoch.Entropy),
                ("controllerReward", epoch.Reward), ("controllerBaseline", epoch.Baseline),
            ];
        }
    }

    /// <inheritdoc/>
    public IEnumerable<(string Name, Tensor Value)> Tensors()
    {
        foreach (var (name, value) in _controller.named_parameters()) yield return ($"controller/{name}", value);
        foreach (var (moment, i) in _training.Optimizer.Moments.Select((m, i) => (m, i))) yield return ($"controllerAdam/{i}", moment);
    }

    /// <inheritdoc/>
    public void Check(JsonObject counters, OptionRules rules)
    {
        ArgumentNullException.ThrowIfNull(rules);
        try
        {
            rules.Require(Read(counters).Steps >= 0, "steps", "must not be negative.");
        }
        catch (JsonFormatException e)
        {
            foreach (var problem in e.Problems) rules.Require(false, problem.Path, problem.Message);
        }
    }

    /// <inheritdoc/>
    public void TakeUp(JsonObject counters) => _training.Counters = Read(counters);

    /// <summary>Makes the updates of the epoch, and writes the logits of the most likely architecture into alpha.</summary>
    public void Learn(MethodLesson lesson)
    {
        ArgumentNullException.ThrowIfNull(lesson);
        _training.Learn(lesson.Epoch, new ControllerTask(
            index => _controller.Sample(lesson.Seed, ControllerUse.Controller, lesson.Epoch, index), lesson.Accuracy), lesson.Each);
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        lesson.Alpha.Overwrite(_controller.Best().Logits);
    }

    /// <inheritdoc/>
    public void CompleteEpoch() => _training.CompleteEpoch();

    /// <inheritdoc/>
    public void Dispose()
    {
        _controller.Dispose();
        _training.Dispose();
    }

    private static ControllerCounters Read(JsonObject counters) =>
        JsonText.Read(counters, ControllerCountersJson.Default.ControllerCounters);
}

/// <summary>The numbers of a <see cref="ControllerTraining"/>, as a checkpoint holds them.</summary>
/// <param name="Steps">Steps of its optimizer.</param>
/// <param name="Baseline">B of the current epoch; null in the first.</param>
/// <param name="Updates">The updates of the current epoch so far.</param>
internal sealed record ControllerCounters(long Steps, double? Baseline, ImmutableArray<ControllerUpdate> Updates);
