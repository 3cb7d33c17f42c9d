namespace AerNas.Stopping;

/// <summary>Which means of the dominant eigenvalue are compared, see <see cref="EigenvalueJump"/>.</summary>
public sealed record EigenvalueWindow
{
    /// <value>Every how many epochs it is measured.</value>
    public int Every { get; init; } = 2;

    /// <value>Over how many checks the mean goes.</value>
    public int Checks { get; init; } = 5;

    /// <value>How many checks lie between the means that are compared.</value>
    public int Lag { get; init; } = 4;

    /// <value>What the later mean over the earlier one must exceed.</value>
    public double Ratio { get; init; } = 1.3;

    internal void Check(OptionRules rules) => rules
        .AtLeast(1, Every, "stop.eigenvalue.every")
        .AtLeast(1, Checks, "stop.eigenvalue.checks")
        .AtLeast(1, Lag, "stop.eigenvalue.lag")
        .Require(Ratio > 1, "stop.eigenvalue.ratio", $"must be above 1, is {Ratio}: the search stops where the eigenvalue grows.")
        .Finite(Ratio, "stop.eigenvalue.ratio");
}
