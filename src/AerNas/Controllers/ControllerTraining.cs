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

using System.Collections.Immutable;
using AerNas.Bilevel;
using AerNas.Runtime;
using TorchSharp;
using static TorchSharp.torch;

namespace AerNas.Controllers;

/// <summary>Trains the controller of ENAS. It owns the optimizer's state; the controller stays its owner's.</summary>
public sealed class ControllerTraining : IDisposable
{
    private readonly Controller _controller;
    private readonly ControllerOptions _options;

    /// <summary>Makes the training of a controller, at rest.</summary>
    public ControllerTraining(Controller controller, ControllerOptions options)
    {
        ArgumentNullException.ThrowIfNull(controller);
        ArgumentNullException.ThrowIfNull(options);
        (_controller, _options) = (controller, options);
        Optimizer = new Adam(controller.Weights, options.LearningRate, options.Beta1, options.Beta2, weightDecay: 0) { Epsilon = options.Epsilon };
    }

    /// <summary>What moves the controller's parameters; part of the state.</summary>
    public Adam Optimizer { get; }

    /// <summary>B: what the rewards of the current epoch are compared with; part of the state.</summary>
    /// <value>null in the first epoch.</value>
    public double? Baseline { get; set; }

    /// <summary>Makes all updates of an epoch and takes over its last baseline.</summary>
    /// <param name="epoch">The epoch, from 0; for messages.</param>
    /// <param name="task">Where architectures and their accuracies come from.</param>
    /// <param name="cancellation">Asked before every update.</param>
    /// <exception cref="NonFiniteValueException">A loss or a gradient is not finite.</exception>
    public ControllerEpoch Epoch(int epoch, ControllerTask task, CancellationToken cancellation = default)
    {
        var updates = ImmutableArray.CreateBuilder<ControllerUpdate>(_options.Updates);
        for (var update = 0; update < _options.Updates; update++)
        {
            cancellation.ThrowIfCancellationRequested();
            updates.Add(Update(epoch, update, task));
        }

        Baseline = updates[^1].LastBaseline;
        return new ControllerEpoch(updates.MoveToImmutable());
    }

    /// <summary>
    /// Makes one update. <see cref="Baseline"/> stays as it is; whoever makes the updates one by one sets it after the last of an epoch.
    /// </summary>
    /// <param name="epoch">The epoch, from 0; for messages.</param>
    /// <param name="update">Which update of the epoch, from 0: it uses the samples that follow those of the ones before.</param>
    /// <param name="task">Where architectures and their accuracies come from.</param>
    /// <exception cref="NonFiniteValueException">The loss or the gradient is not finite.</exception>
    public ControllerUpdate Update(int epoch, int update, ControllerTask task)
    {
        ArgumentNullException.ThrowIfNull(task);
        using var scope = NewDisposeScope();
        var first = update * _options.SamplesPerUpdate;
        var samples = Enumerable.Range(first, _options.SamplesPerUpdate).Select(index => Judge(task, index)).ToArray();
        var loss = Mean(samples, sample => sample.Loss);
        NonFiniteValueException.ThrowIfNotFinite(loss.ToDouble(), "the controller's loss", epoch, update);
        var gradients = Gradients.Of(loss, _controller.Weights);
        var norm = Gradients.ClipNorm(gradients, _options.ClipNorm).ToDouble();
        NonFiniteValueException.ThrowIfNotFinite(norm, "the norm of the controller's gradient", epoch, update);
        Optimizer.Step(gradients);
        return new ControllerUpdate
        {
            Loss = loss.ToDouble(),
            Accuracy = Mean(samples, sample => sample.Accuracy).ToDouble(),
            Entropy = Mean(samples, sample => sample.Entropy).ToDouble(),
            Reward = Mean(samples, sample => sample.Reward).ToDouble(),
            Baseline = Mean(samples, sample => sample.Baseline).ToDouble(),
            LastBaseline = samples[^1].Baseline.ToDouble(),
            GradientNorm = norm,
        };
    }

    /// <inheritdoc/>
    public void Dispose() => Optimizer.Dispose();

    /// <summary>Draws an architecture and judges it; the tensors live in the caller's scope.</summary>
    private JudgedSample Judge(ControllerTask task, int index)
    {
        var sample = task.Draw(index);
        var accuracy = full_like(sample.Entropy, task.Accuracy(sample.Path));
        var reward = accuracy + _options.EntropyWeight * sample.Entropy;
        var baseline = Baseline is { } last ? last - (1 - _options.BaselineDecay) * (last - reward) : accuracy;
        return new JudgedSample(-sample.LogProbability * (reward - baseline), accuracy, sample.Entropy, reward, baseline);
    }

    private static Tensor Mean(JudgedSample[] samples, Func<JudgedSample, Tensor> value) => stack([.. samples.Select(value)]).mean();
}
