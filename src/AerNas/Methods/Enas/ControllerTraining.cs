// How the controller of ENAS learns (Pham et al., ICML 2018, section 2.3: REINFORCE with a baseline) as AutoDL-Projects has it
// (exps/algos/ENAS.py, train_controller). For every sampled architecture, with p its probability and H the controller's entropy in nats:
//
//   reward   = accuracy + w H
//   baseline = B - (1 - decay) (B - reward)                where there is a B
//            = accuracy                                    in the first epoch, where there is none
//   loss     = -log p (reward - baseline)
//
// An update averages the gradient over its samples, clips its norm and makes a step of Adam. Two things are not as in the paper. B is the
// last baseline of the epoch before and stays the same for the whole epoch, where the paper has a moving average. And neither reward nor
// baseline is a constant to autograd: the entropy has a gradient through the reward.

using AerNas.Bilevel;

namespace AerNas.Methods;

/// <summary>Trains the controller of ENAS. It owns the optimizer's state; the controller stays its owner's.</summary>
internal sealed class ControllerTraining(Controller controller, ControllerOptions options) : IDisposable
{
    /// <summary>What moves the controller's parameters; part of the state.</summary>
    public Adam Optimizer { get; } =
        new(controller.Weights, options.LearningRate, options.Beta1, options.Beta2, weightDecay: 0) { Epsilon = options.Epsilon };

    /// <summary>B: what the rewards of the current epoch are compared with; part of the state; null in the first epoch.</summary>
    public double? Baseline { get; set; }

    /// <summary>The updates of the current epoch so far; part of the state.</summary>
    public ImmutableArray<ControllerUpdate> Updates { get; private set; } = [];

    /// <summary>All of the state that is no tensor.</summary>
    public ControllerCounters Counters
    {
        get => new(Optimizer.Steps, Baseline, Updates);
        set => (Optimizer.Steps, Baseline, Updates) = (value.Steps, value.Baseline, value.Updates);
    }

    /// <summary>Makes the updates of an epoch that are not made yet: all of them, unless the epoch was broken off.</summary>
    /// <param name="epoch">The epoch, from 0; for messages.</param>
    /// <param name="task">Where architectures and their accuracies come from.</param>
    /// <param name="each">Is called before every update; may break off by throwing.</param>
    /// <returns>The whole epoch, whoever made its updates.</returns>
    /// <exception cref="NonFiniteValueException">A loss or a gradient is not finite.</exception>
    public ControllerEpoch Learn(int epoch, ControllerTask task, Action? each = null)
    {
        while (Updates.Length < options.Updates)
        {
            each?.Invoke();
            Updates = Updates.Add(Update(epoch, Updates.Length, task));
        }

        return new ControllerEpoch(Updates);
    }

    /// <summary>Ends an epoch whose updates are all made: its last baseline is that of the next.</summary>
    public void CompleteEpoch()
    {
        Baseline = Updates[^1].LastBaseline;
        Updates = [];
    }

    /// <summary>Makes one update, which neither counts for the epoch nor changes <see cref="Baseline"/>.</summary>
    /// <param name="epoch">The epoch, from 0; for messages.</param>
    /// <param name="update">Which update of the epoch, from 0: it uses the samples that follow those of the ones before.</param>
    /// <param name="task">Where architectures and their accuracies come from.</param>
    /// <exception cref="NonFiniteValueException">The loss or the gradient is not finite.</exception>
    public ControllerUpdate Update(int epoch, int update, ControllerTask task)
    {
        using var scope = NewDisposeScope();
        var first = update * options.SamplesPerUpdate;
        var samples = Enumerable.Range(first, options.SamplesPerUpdate).Select(index => Judge(task, index)).ToArray();
        var loss = Mean(samples, sample => sample.Loss);
        NonFiniteValueException.ThrowIfNotFinite(loss.ToNumber(), "the controller's loss", epoch, update);
        var gradients = Gradients.Of(loss, controller.Weights);
        var norm = Gradients.ClipNorm(gradients, options.ClipNorm).ToNumber();
        NonFiniteValueException.ThrowIfNotFinite(norm, "the norm of the controller's gradient", epoch, update);
        Optimizer.Step(gradients);
        return new ControllerUpdate
        {
            Loss = loss.ToNumber(),
            Accuracy = Mean(samples, sample => sample.Accuracy).ToNumber(),
            Entropy = Mean(samples, sample => sample.Entropy).ToNumber(),
            Reward = Mean(samples, sample => sample.Reward).ToNumber(),
            Baseline = Mean(samples, sample => sample.Baseline).ToNumber(),
            LastBaseline = samples[^1].Baseline.ToNumber(),
            GradientNorm = norm,
        };
    }

    public void Dispose() => Optimizer.Dispose();

    /// <summary>Draws an architecture and judges it; the tensors live in the caller's scope.</summary>
    private JudgedSample Judge(ControllerTask task, int index)
    {
        var sample = task.Draw(index);
        var accuracy = Tensors.FullLike(sample.Entropy, task.Accuracy(sample.Path));
        var reward = accuracy.Plus(sample.Entropy.Times(options.EntropyWeight));
        var baseline = Baseline is { } last // last - (1 - decay) (last - reward)
            ? reward.SubtractedFrom(last).Times(1 - options.BaselineDecay).SubtractedFrom(last)
            : accuracy;
        return new JudgedSample(-sample.LogProbability * (reward - baseline), accuracy, sample.Entropy, reward, baseline);
    }

    private static Tensor Mean(JudgedSample[] samples, Func<JudgedSample, Tensor> value) => stack([.. samples.Select(value)]).mean();
}

/// <summary>Where the architectures that the controller learns from come from, and how good they are.</summary>
/// <param name="Draw">The sample of an epoch by its index, from 0; <see cref="Controller.Sample"/>, or recorded ones.</param>
/// <param name="Accuracy">The accuracy of an architecture, 0 to 1. Officially that of one validation batch, the next one each time, on the
/// shared weights in evaluation mode. It is called inside the training's dispose scope, and asks for no gradient.</param>
internal sealed record ControllerTask(Func<int, ControllerSample> Draw, Func<ChosenOperations, double> Accuracy);

/// <summary>A sampled architecture and what follows from its accuracy; scalars that depend on the controller, but accuracy.</summary>
internal readonly record struct JudgedSample(Tensor Loss, Tensor Accuracy, Tensor Entropy, Tensor Reward, Tensor Baseline);
