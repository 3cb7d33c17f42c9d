using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using AerNas.Regularizers;

namespace AerNas.Methods;

/// <summary>The architecture entropy regularizer, on by default with the paper's schedule.</summary>
public sealed record EntropyOptions
{
    /// <value>How lambda moves.</value>
    public EntropySchedule Schedule { get; init; } = EntropySchedule.Cosine;

    /// <value>lambda of the first epoch (cosine), or of all (constant).</value>
    public double Negative { get; init; } = -0.2;

    /// <value>lambda that the cosine approaches.</value>
    public double Positive { get; init; } = 0.2;

    /// <value>What is counted; null takes the official choice of the space.</value>
    public EntropyOperations? Operations { get; init; }

    /// <summary>The operations that are counted in a space.</summary>
    public EntropyOperations OperationsIn(SearchSpace space) => Operations ?? ArchitectureEntropy.OfficialOperations(space);

    /// <summary>The regularizer these options describe.</summary>
    public IArchitectureRegularizer Create(SearchSpace space) => Schedule switch
    {
        EntropySchedule.Off => new NoRegularizer(),
        EntropySchedule.Constant => new ArchitectureEntropy(new ConstantSchedule(Negative), OperationsIn(space)),
        _ => new ArchitectureEntropy(new CosineSchedule(Negative, Positive), OperationsIn(space)),
    };

    /// <summary>The short form of no regularizer.</summary>
    public const string Off = "off";

    /// <summary>Reads a schedule's short form: <c>off</c> in any case, a constant, or <c>NEG:POS</c> for the cosine.</summary>
    /// <param name="text">Such as <c>-0.2:0.2</c>.</param>
    /// <param name="options">The schedule; what is counted is the official choice.</param>
    public static bool TryParse(string? text, [NotNullWhen(true)] out EntropyOptions? options)
    {
        options = text?.Split(':') switch
        {
            [var off] when off.Equals(Off, StringComparison.OrdinalIgnoreCase) => new EntropyOptions { Schedule = EntropySchedule.Off },
            [var x] when TryRead(x, out var constant) => new EntropyOptions { Schedule = EntropySchedule.Constant, Negative = constant },
            [var x, var y] when TryRead(x, out var negative) && TryRead(y, out var positive) =>
                new EntropyOptions { Negative = negative, Positive = positive },
            _ => null,
        };
        return options is not null;
    }

    /// <summary>What to say of a text that is no short form of a schedule.</summary>
    public static string Refusal(string? text) => $"'{text}' is neither off, nor a number, nor NEG:POS such as -0.2:0.2.";

    private static bool TryRead(string text, out double value) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && double.IsFinite(value);

    internal void Check(OptionRules rules) => rules
        .Finite(Negative, "entropy.negative")
        .Finite(Positive, "entropy.positive");
}

/// <summary>How the regularizer's coefficient moves over a search.</summary>
public enum EntropySchedule
{
    /// <summary>There is no regularizer.</summary>
    Off,

    /// <summary>It stays.</summary>
    Constant,

    /// <summary>A cosine from the negative to the positive end.</summary>
    Cosine,
}
