using System.Diagnostics;
using AerNas.Data;
using AerNas.Training;

namespace AerNas.Fitting;

/// <summary>A training that ends in time. It is planned by the time of its first steps; where epochs turn out to take another one, it is
/// planned anew: it stops, and goes on as a training of so many epochs as there is time for. Its record tells every such change.</summary>
/// <param name="path">The folder of the training.</param>
/// <param name="images">What it learns from.</param>
/// <param name="time">Gives the date that its record states.</param>
internal sealed class BudgetedTraining(string path, ImageDataset images, TimeProvider time)
{
    /// <summary>Trains to the end, or goes on with what is there.</summary>
    /// <param name="options">Makes the options of a training that is not begun yet.</param>
    /// <param name="left">How much time is left; null: as much as it takes.</param>
    /// <param name="progress">Is told after every step and epoch.</param>
    /// <param name="cancellation">Checked after every step.</param>
    /// <exception cref="OperationCanceledException">It was cancelled; the state is saved.</exception>
    public TrainingResult Run(
        Func<TrainingOptions> options, Func<TimeSpan>? left, IProgress<TrainingProgress>? progress, CancellationToken cancellation)
    {
        var run = RunDirectory.Holds(path) ? TrainRun.Resume(path, images: images) : TrainRun.Start(options(), path, time, images);
        while (true)
        {
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            var watch = new Watch(left, stop.Cancel, progress);
            using (run)
            {
                try
                {
                    return run.Run(watch, stop.Token);
                }
                catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
                {
                    // planned anew below
                }
            }

            run = TrainRun.Replan(path, watch.Epochs, images);
        }
    }

    /// <summary>Looks at the clock after every epoch.</summary>
    private sealed class Watch(Func<TimeSpan>? left, Action stop, IProgress<TrainingProgress>? progress) : IProgress<TrainingProgress>
    {
        private const double Tolerance = 0.03; // of the time that is left
        private const double Lengthening = 0.1; // of all epochs: so much is worth a step in the learning rate

        private long? _epochBegan; // null within an epoch that another process or plan began

        /// <summary>How many epochs there is time for, where that is another number than planned.</summary>
        public int Epochs { get; private set; }

        public void Report(TrainingProgress value)
        {
            progress?.Report(value);
            if (value.Finished is null) return;
            if (left is not null && _epochBegan is { } began && value.Position.Epoch < value.Epochs)
                Compare(value, left() / Stopwatch.GetElapsedTime(began));
            _epochBegan = Stopwatch.GetTimestamp();
        }

        /// <param name="value">Where the training stands.</param>
        /// <param name="possible">For how many epochs there is time.</param>
        private void Compare(TrainingProgress value, double possible)
        {
            var planned = value.Epochs - value.Position.Epoch;
            var isLate = planned > possible * (1 + Tolerance) && planned > 1;
            var isEarly = value.Position.Epoch <= value.Epochs / 2 && possible - planned > Math.Max(2, Lengthening * value.Epochs);
            if (!isLate && !isEarly) return;
            Epochs = (int)Math.Clamp(value.Position.Epoch + possible, value.Position.Epoch + 1, OptionRules.LargestWhole);
            if (Epochs != value.Epochs) stop();
        }
    }
}
