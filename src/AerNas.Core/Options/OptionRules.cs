namespace AerNas.Options;

/// <summary>Collects what is wrong with options: one line a rule in every <c>Validate</c>.</summary>
public sealed class OptionRules
{
    /// <summary>The largest whole number that an option takes, unless its rule names a smaller one.</summary>
    public const int LargestWhole = 1_000_000;

    /// <summary>The largest real number that an option takes: float32 holds it, and its square.</summary>
    public const double LargestReal = 1e9;

    private const int MostProblems = 100;

    private readonly List<OptionProblem> _problems;
    private readonly string _group; // what all paths begin with: empty, or names with a dot behind each

    /// <summary>Rules of which none is broken yet.</summary>
    public OptionRules()
        : this([], "")
    {
    }

    private OptionRules(List<OptionProblem> problems, string group) => (_problems, _group) = (problems, group);

    /// <summary>Everything found so far; no more than a person can read.</summary>
    public IReadOnlyList<OptionProblem> Problems => _problems;

    /// <summary>Whether so much was found that nothing more is kept.</summary>
    public bool IsFull => _problems.Count >= MostProblems;

    /// <summary>The same collection for options that do not belong to the group.</summary>
    public OptionRules OfAll => new(_problems, "");

    /// <summary>The same collection for the options of a group: paths are told as they are within it.</summary>
    /// <param name="group">Its name, such as <c>search</c>.</param>
    public OptionRules In(string group) => new(_problems, $"{_group}{group}.");

    /// <summary>Demands that something holds.</summary>
    /// <param name="holds">Whether it does.</param>
    /// <param name="path">Which option is to blame; empty for the group as a whole.</param>
    /// <param name="message">What is wrong and what is allowed.</param>
    public OptionRules Require(bool holds, string path, string message)
    {
        if (!holds && !IsFull) _problems.Add(new OptionProblem(path.Length == 0 ? _group.TrimEnd('.') : _group + path, message));
        return this;
    }

    /// <summary>Demands a whole number of at least <paramref name="least"/> and at most <paramref name="most"/>.</summary>
    public OptionRules AtLeast(int least, int value, string path, int most = LargestWhole) => this
        .Require(value >= least, path, $"must be at least {least}, is {value}.")
        .Require(value <= most, path, $"must be at most {most}, is {value}.");

    /// <summary>Demands a finite number within bounds.</summary>
    public OptionRules Within(double least, double most, double value, string path) =>
        Require(value >= least && value <= most, path, $"must be between {least} and {most}, is {value}.");

    /// <summary>Demands a number between -<see cref="LargestReal"/> and <see cref="LargestReal"/>.</summary>
    public OptionRules Finite(double value, string path) =>
        Require(Math.Abs(value) <= LargestReal, path, $"must be a finite number between {-LargestReal} and {LargestReal}, is {value}.");

    /// <summary>Demands a number of at least zero and at most <see cref="LargestReal"/>.</summary>
    public OptionRules NotNegative(double value, string path) =>
        Require(value is >= 0 and <= LargestReal, path, $"must be a number of at least 0 and at most {LargestReal}, is {value}.");

    /// <summary>Demands a number above zero and at most <see cref="LargestReal"/>.</summary>
    public OptionRules Positive(double value, string path) =>
        Require(value is > 0 and <= LargestReal, path, $"must be a number above 0 and at most {LargestReal}, is {value}.");

    /// <summary>Demands what can be the path of a file or folder, or null.</summary>
    public OptionRules IsPath(string? value, string path) => Require(
        value is null || (value.Length > 0 && !value.Contains('\0', StringComparison.Ordinal)), path,
            "is no path of a file or folder; name one, or leave it out.");

    /// <summary>Throws if anything was found.</summary>
    /// <exception cref="InvalidOptionsException">Carries every problem.</exception>
    public void ThrowIfBroken()
    {
        if (_problems.Count > 0) throw new InvalidOptionsException(_problems);
    }
}

/// <summary>One thing wrong with a set of options.</summary>
/// <param name="Path">Which option, e.g. <c>search.epochs</c>; empty for all of them together.</param>
/// <param name="Message">What is wrong and what is allowed.</param>
public readonly record struct OptionProblem(string Path, string Message)
{
    /// <summary>The same within a file or something else of a name.</summary>
    internal OptionProblem In(string name) => this with { Path = Path.Length == 0 ? name : $"{name}: {Path}" };

    /// <inheritdoc/>
    public override string ToString() =>
        PrintableText.Cut(PrintableText.Of(Path.Length == 0 ? Message : $"{Path}: {Message}"), PrintableText.LongestMessage);
}
