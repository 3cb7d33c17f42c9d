namespace AerNas.Options;

/// <summary>Collects what is wrong with options: one line a rule in every <c>Validate</c>.</summary>
public sealed class OptionRules
{
    private readonly List<OptionProblem> _problems = [];

    /// <summary>Everything found so far.</summary>
    public IReadOnlyList<OptionProblem> Problems => _problems;

    /// <summary>Demands that something holds.</summary>
    /// <param name="holds">Whether it does.</param>
    /// <param name="path">Which option is to blame.</param>
    /// <param name="message">What is wrong and what is allowed.</param>
    public OptionRules Require(bool holds, string path, string message)
    {
        if (!holds) _problems.Add(new OptionProblem(path, message));
        return this;
    }

    /// <summary>Demands a whole number of at least <paramref name="least"/>.</summary>
    public OptionRules AtLeast(int least, int value, string path) =>
        Require(value >= least, path, $"must be at least {least}, is {value}.");

    /// <summary>Demands a finite number within bounds.</summary>
    public OptionRules Within(double least, double most, double value, string path) =>
        Require(value >= least && value <= most, path, $"must be between {least} and {most}, is {value}.");

    /// <summary>Demands a finite number of at least zero.</summary>
    public OptionRules NotNegative(double value, string path) =>
        Require(double.IsFinite(value) && value >= 0, path, $"must be a number of at least 0, is {value}.");

    /// <summary>Demands a finite number above zero.</summary>
    public OptionRules Positive(double value, string path) =>
        Require(double.IsFinite(value) && value > 0, path, $"must be a number above 0, is {value}.");

    /// <summary>Throws if anything was found.</summary>
    /// <exception cref="InvalidOptionsException">Carries every problem.</exception>
    public void ThrowIfBroken()
    {
        if (_problems.Count > 0) throw new InvalidOptionsException(_problems);
    }
}
