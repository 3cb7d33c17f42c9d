using System.Text.Json;
using System.Text.Json.Serialization;
using AerNas.Json;
using AerNas.Networks;

namespace AerNas.Methods;

/// <summary>A controller and its training as the state of a search. It owns both.</summary>
internal sealed class ControllerState : IMethodState
{
    private readonly ControllerOptions _options;
    private readonly Controller _controller;
    private readonly ControllerTraining _training;

    public ControllerState(StateSetup setup)
    {
        using var stream = setup.Stream("controller");
        _options = setup.Options.Part<ControllerOptions>();
        _controller = new Controller(setup.Space, _options, new WeightSource(stream, float32, setup.Device));
        _training = new ControllerTraining(_controller, _options);
    }

    public IPathSampler Sampler => _controller;

    public int Judged => _training.Updates.Length * _options.SamplesPerUpdate;

    public JsonObject Counters =>
        JsonSerializer.SerializeToNode(_training.Counters, ControllerCountersJson.Default.ControllerCounters)!.AsObject();

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

    public IEnumerable<(string Name, Tensor Value)> Tensors()
    {
        foreach (var (name, value) in _controller.named_parameters()) yield return ($"controller/{name}", value);
        foreach (var (moment, i) in _training.Optimizer.Moments.Select((m, i) => (m, i))) yield return ($"controllerAdam/{i}", moment);
    }

    public void Check(JsonObject counters, OptionRules rules)
    {
        try
        {
            rules.Require(Read(counters).Steps >= 0, "steps", "must not be negative.");
        }
        catch (JsonFormatException e)
        {
            foreach (var problem in e.Problems) rules.Require(false, problem.Path, problem.Message);
        }
    }

    public void TakeUp(JsonObject counters) => _training.Counters = Read(counters);

    /// <summary>Makes the updates of the epoch, and writes the logits of the most likely architecture into alpha.</summary>
    public void Learn(MethodLesson lesson)
    {
        _training.Learn(lesson.Epoch, new ControllerTask(
            index => _controller.Sample(lesson.Seed, ControllerUse.Controller, lesson.Epoch, index), lesson.Accuracy), lesson.Each);
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        lesson.Alpha.Overwrite(_controller.Best().Logits);
    }

    public void CompleteEpoch() => _training.CompleteEpoch();

    public void Dispose()
    {
        _controller.Dispose();
        _training.Dispose();
    }

    private static ControllerCounters Read(JsonObject counters) =>
        JsonText.Read(counters, ControllerCountersJson.Default.ControllerCounters);
}

/// <summary>The numbers of a <see cref="ControllerTraining"/>, as a checkpoint holds them.</summary>
internal sealed record ControllerCounters(long Steps, double? Baseline, ImmutableArray<ControllerUpdate> Updates);

/// <summary>Reads and writes <see cref="ControllerCounters"/>.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, IgnoreReadOnlyProperties = true)]
[JsonSerializable(typeof(ControllerCounters))]
internal sealed partial class ControllerCountersJson : JsonSerializerContext;
