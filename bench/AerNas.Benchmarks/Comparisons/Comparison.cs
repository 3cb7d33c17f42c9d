using System.Collections.Immutable;

namespace AerNas.Benchmarks.Comparisons;

/// <summary>Contestants that do the same in turn.</summary>
internal sealed class Comparison(ImmutableArray<IContest> contests, ImmutableArray<Contestant> contestants)
{
    private readonly Dictionary<(IContest, Contestant), List<Sample>> _samples = [];

    public ImmutableArray<IContest> Contests => contests;

    /// <summary>Who takes part in a contest.</summary>
    public IEnumerable<Contestant> ContestantsOf(IContest contest) => contest.Contestants.Where(contestants.Contains);

    /// <summary>What was measured, round by round.</summary>
    public IReadOnlyList<Sample> Samples(IContest contest, Contestant contestant) => _samples[(contest, contestant)];

    /// <summary>Adds some rounds.</summary>
    /// <param name="rounds">How many.</param>
    /// <param name="log">Is told every measurement.</param>
    public void Run(int rounds, TextWriter log)
    {
        for (var round = 0; round < rounds; round++)
        {
            foreach (var contest in contests)
            {
                var turn = ContestantsOf(contest);
                foreach (var contestant in round % 2 == 0 ? turn : turn.Reverse())
                {
                    var sample = contest.Measure(contestant);
                    log.WriteLine($"round {round + 1}: {contest.Name}, {contestant.Name}: {sample.Seconds:0.000} s");
                    if (!_samples.TryGetValue((contest, contestant), out var samples)) _samples[(contest, contestant)] = samples = [];
                    samples.Add(sample);
                }
            }
        }
    }
}
