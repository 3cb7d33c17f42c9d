using AerNas.Methods;
using AerNas.Options;

namespace AerNas.Cli.Settings;

/// <summary><c>--entropy off|X|NEG:POS</c>.</summary>
internal sealed class EntropySetting : Setting
{
    private readonly Option<string> _option = new("--entropy")
    {
        Description = "The entropy regularizer's coefficient: off, a constant, or a cosine from NEG to POS; by default that of the method "
            + "(-0.2:0.2 for most), at --scale paper off.",
        HelpName = "off|X|NEG:POS",
    };

    public override Option Option => _option;

    protected override IEnumerable<(string Path, JsonNode? Value)> Read(ParseResult parse) =>
        Options(parse.GetRequiredValue(_option), _option.Name);

    /// <summary>The options that a short form stands for.</summary>
    /// <param name="text">The short form.</param>
    /// <param name="flag">The flag that takes it, for the refusal of another text.</param>
    public static IEnumerable<(string Path, JsonNode? Value)> Options(string text, string flag)
    {
        if (!EntropyOptions.TryParse(text, out var entropy))
            throw new InvalidOptionsException(flag, EntropyOptions.Refusal(text));
        yield return ("entropy.schedule", entropy.Schedule.ToString());
        if (entropy.Schedule != EntropySchedule.Off) yield return ("entropy.negative", entropy.Negative);
        if (entropy.Schedule == EntropySchedule.Cosine) yield return ("entropy.positive", entropy.Positive);
    }
}
