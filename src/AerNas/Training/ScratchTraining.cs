// The evaluation phase (official-semantics 69-72): a genotype's network is trained from scratch on all training images.
//
//   L = CE(logits) + a CE(auxiliary logits), labels smoothed where asked; clipped SGD; drop path p e / E
//
// The network of the last epoch is the result, or that of the best epoch on training images held out. Drop path draws its masks from a
// generator seeded by (seed, epoch, step), and noise operations draw by the same three, so a training that goes on in the middle of an
// epoch draws what an unbroken one does.

using AerNas.Bilevel;
using AerNas.Data.Batches;
using AerNas.Export;
using AerNas.Running;

namespace AerNas.Training;

/// <summary>Trains a derived network: epoch by epoch it learns, is tested, recorded and saved.</summary>
internal sealed class ScratchTraining
{
    private readonly TrainingOptions _options;
    private readonly TrainingData _data;
    private readonly TrainingState _state;
    private readonly RunRecorder<TrainingCounters> _recorder;
    private readonly LabelSmoothing _loss;
    private readonly ISchedule _learningRate;
    private readonly ISchedule _dropPath;
    private readonly Action? _keepBest;

    /// <summary>Composes a training; state and recorder stay their owner's.</summary>
    /// <param name="options">Validated options.</param>
    /// <param name="data">The batches.</param>
    /// <param name="state">Where it starts: fresh, or read from a checkpoint.</param>
    /// <param name="recorder">Keeps metrics and checkpoints.</param>
    /// <param name="keepBest">Keeps the network as it is: its epoch was the best so far on images held out; null: nothing does.</param>
    public ScratchTraining(TrainingOptions options, TrainingData data, TrainingState state, RunRecorder<TrainingCounters> recorder,
        Action? keepBest = null)
    {
        _keepBest = keepBest;
        _options = options;
        _data = data;
        _state = state;
        _recorder = recorder;
        _loss = new LabelSmoothing(options.Training.LabelSmoothing)
        {
            ClassWeights = options.Training.ClassWeights == ClassWeighting.Balanced ? LabelSmoothing.Balanced(data.CountByClass()) : null,
        };
        _learningRate = options.LearningRate.Create(options.Weights);
        _dropPath = new LineSchedule(0, options.Network.DropPath, LineEnd.AfterLastEpoch);
    }

    /// <summary>What the test of the last epoch found; null where that was not tested, or by another process.</summary>
    public TestOutcome? LastTest { get; private set; }

    private EpochProgress Progress => new(_state.Position.Epoch, _options.Training.Epochs);

    /// <summary>Trains to the end, or until it is cancelled; then a checkpoint has been left.</summary>
    /// <param name="progress">Is told after every step and epoch.</param>
    /// <param name="cancellation">Checked after every step.</param>
    /// <exception cref="OperationCanceledException">It was cancelled; the state is saved.</exception>
    /// <exception cref="NonFiniteValueException">A loss or norm is not finite; the last checkpoint is from before it.</exception>
    public void Run(IProgress<TrainingProgress>? progress = null, CancellationToken cancellation = default)
    {
        try
        {
            while (_state.Position.Epoch < _options.Training.Epochs && !_state.HasStopped(_options.Training.Patience))
            {
                Learn(progress, cancellation);
                var outcome = Judge(cancellation);
                var report = Report() with { Finished = outcome };
                _recorder.RecordEpoch(new EpochRow(outcome.Epoch, Numbers(outcome)));
                _state.CompleteEpoch(outcome);
                if (_state.Kept == outcome) _keepBest?.Invoke(); // before the checkpoint that says so
                _recorder.Save(_state);
                progress?.Report(report with { Position = _state.Position });
            }
        }
        catch (OperationCanceledException)
        {
            _recorder.Save(_state);
            throw;
        }
    }

    /// <summary>The rest of the current epoch's steps.</summary>
    private void Learn(IProgress<TrainingProgress>? progress, CancellationToken cancellation)
    {
        var epoch = _state.Position.Epoch;
        _state.Optimizer.LearningRate = _learningRate.At(Progress);
        _state.Network.Training = true;
        foreach (var batch in _data.Epoch(epoch, _state.Position.Step))
        {
            _state.CompleteStep(Step(batch).RequireFinite(_state.Position));
            _recorder.RecordStep(_state.Position, _state.Totals.Numbers);
            progress?.Report(Report());
            cancellation.ThrowIfCancellationRequested();
        }
    }

    private TrainingStep Step(Batch batch)
    {
        using var scope = NewDisposeScope();
        using var masks = RandomStreams.Create(_options.Training.Seed, $"drop-path/{_state.Position.Epoch}/{_state.Position.Step}");
        var probability = _dropPath.At(Progress);
        var dropPath = probability > 0 ? new DropPath(probability, masks) : null;
        var (logits, auxiliary, leaves) = Score(batch.Images, dropPath, new NoiseDraws(_options.Training.Seed, _state.Position)); // [N, K]
        var loss = _loss.Loss(logits, batch.Labels);
        if (auxiliary is not null) loss = loss.Plus(_loss.Loss(auxiliary, batch.Labels).Times(_options.Network.AuxiliaryWeight));
        var gradients = Gradients.Of(loss, leaves);
        var clip = _options.Weights.GradientClip;
        var norm = clip > 0 ? Gradients.ClipNorm(gradients, clip) : Gradients.Norm(gradients);
        _state.Optimizer.Step(gradients);
        var hits = logits.detach().argmax(dim: 1).eq(batch.Labels).sum();
        return new TrainingStep(batch.Count, loss.ToNumber(), hits.ToNumber(), norm.ToNumber());
    }

    /// <summary>Logits of both heads, and the leaves that learn.</summary>
    private (Tensor Logits, Tensor? Auxiliary, IReadOnlyList<Tensor> Leaves) Score(Tensor images, DropPath? dropPath,
        NoiseDraws noise)
    {
        if (_state.Frozen is { } frozen)
        {
            var (scores, learned) = frozen.Forward(images);
            return (scores, null, learned);
        }

        var (logits, auxiliary) = _state.Network.Forward(images, dropPath, noise);
        return (logits, auxiliary, _state.Weights);
    }

    /// <summary>What the epoch came to, on the test images and on those held out.</summary>
    private TrainingOutcome Judge(CancellationToken cancellation)
    {
        var (epoch, phase) = (_state.Position.Epoch + 1, _options.Training);
        var isTested = epoch == phase.Epochs || epoch % phase.TestEvery == 0;
        LastTest = isTested && _data.Test() is { } test ? Evaluation.Of(_state.Network, test, cancellation) : null;
        var validation = _data.Validation() is { } heldOut ? Evaluation.Of(_state.Network, heldOut, cancellation) : null;
        return new TrainingOutcome(_state.Position.Epoch, LastTest?.Accuracy)
        {
            TestTopFive = LastTest?.TopFiveAccuracy,
            ValidationAccuracy = validation?.Accuracy,
        };
    }

    private Dictionary<string, double> Numbers(TrainingOutcome outcome)
    {
        var numbers = new Dictionary<string, double>(_state.Totals.Numbers) { ["learningRate"] = _state.Optimizer.LearningRate };
        foreach (var (name, value) in new[] { ("testAccuracy", outcome.TestAccuracy), ("testTopFive", outcome.TestTopFive),
            ("validationAccuracy", outcome.ValidationAccuracy) })
            if (value is { } number) numbers[name] = number;
        return numbers;
    }

    private TrainingProgress Report() => new()
    {
        Position = _state.Position,
        StepsPerEpoch = _data.StepsPerEpoch,
        Epochs = _options.Training.Epochs,
        Totals = _state.Totals,
        LearningRate = _state.Optimizer.LearningRate,
    };
}
