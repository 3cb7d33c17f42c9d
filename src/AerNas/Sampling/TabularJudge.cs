// How NATS-Bench stands in for training a candidate (nats_bench/api_utils.py, simulate_train_eval), on the short trainings:
//
//   accuracy   the validation accuracy of one of the cell's seeds, drawn anew each time
//   cost       seconds of the whole training + seconds of one validation
//
// Where a table knows only the mean over seeds, that is the accuracy.

using AerNas.Tabular;

namespace AerNas.Sampling;

/// <summary>Judges architectures by a table.</summary>
internal sealed class TabularJudge(TabularBenchmark table, TabularSeries series, int seed)
{
    private readonly ImmutableArray<int> _seeds = table.Seeds(series);

    /// <summary>Looks an architecture up.</summary>
    /// <param name="path">The architecture.</param>
    /// <param name="number">How many were judged before: the draw of a seed depends on it alone.</param>
    /// <exception cref="InvalidOperationException">The table lacks the cell.</exception>
    public JudgedArchitecture Judge(ChosenOperations path, int number)
    {
        var cell = table.IndexOf(path.ToGenotype());
        var random = new CounterRandom(seed, RandomStream.JudgingSeeds, number, 0);
        double[] accuracies = [.. _seeds.Select(s => table.Accuracy(cell, series, s)).OfType<double>()];
        var accuracy = accuracies.Length > 0 ? accuracies[random.Below(accuracies.Length)] : table.Accuracy(cell, series);
        var cost = table.Cost(cell, series);
        return accuracy is null
            ? throw new InvalidOperationException($"The table has no accuracy of cell {cell} on {series}.")
            : new JudgedArchitecture(path, accuracy.Value, cost?.TrainSeconds + cost?.EvaluationSeconds);
    }
}
