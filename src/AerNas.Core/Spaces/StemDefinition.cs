using System.Text.Json.Serialization;

namespace AerNas.Spaces;

/// <summary>A convolution before the first cell or behind the last one, as a rule with a batch norm behind it; or an operation
/// in its place.</summary>
public sealed record StemDefinition
{
    /// <value>What its weights are called by.</value>
    public string Name { get; init; } = "stem";

    /// <value>Channels out, as a factor of the network's.</value>
    public double Width { get; init; } = 1;

    /// <value>Height and width of its kernel, odd.</value>
    public int Kernel { get; init; } = 3;

    /// <value>1, or 2 where it halves height and width.</value>
    public int Stride { get; init; } = 1;

    /// <value>Whether a ReLU stands before it.</value>
    public bool ReluFirst { get; init; }

    /// <value>Whether it has no batch norm behind it.</value>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool WithoutNorm { get; init; }

    /// <value>Whether the activation of the space stands behind its batch norm.</value>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Activates { get; init; }

    /// <value>The name of an operation that stands here in place of the convolution; null: the convolution.</value>
    public string? Operation { get; init; }

    internal void Check(OptionRules rules, Func<string, CandidateOperation?> known) => rules
        .Require(Operation is null || known(Operation) is not null, "operation",
            $"'{Operation}' is no operation; there are {CandidateOperation.Listed}.")
        .Require(SpaceDefinition.IsName(Name), "name", SpaceDefinition.NameRule)
        .Within(1.0 / 64, 64, Width, "width")
        .Require(Kernel is >= 1 and <= 11 && Kernel % 2 == 1, "kernel", $"must be odd and at most 11, is {Kernel}.")
        .Require(Stride is 1 or 2, "stride", $"must be 1 or 2, is {Stride}.");
}
