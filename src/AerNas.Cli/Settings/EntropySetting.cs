using AerNas.Methods;

namespace AerNas.Cli.Settings;

/// <summary><c>--entropy off|X|NEG:POS</c>.</summary>
internal static class EntropySetting
{
    public static Setting Create() => Setting.Of(new Option<string>("--entropy")
    {
        Description = "The entropy regularizer's coefficient: off, a constant, or a cosine from NEG to POS; by default that of the method "
            + "(-0.2:0.2 for most), at --scale paper off.",
        HelpName = "off|X|NEG:POS",
    }, value => Options(value, "--entropy"));

    /// <summary>The options that a short form stands for.</summary>
    public static IEnumerable<(string Path, JsonNode? Value)> Options(string text, string flag)
    {
        if (!EntropyOptions.TryParse(text, out var entropy))
            throw new InvalidOptionsException(flag, EntropyOptions.Refusal(text));
        yield return ("entropy.schedule", entropy.Schedule.ToString());
        if (entropy.Schedule != EntropySchedule.Off) yield return ("entropy.negative", entropy.Negative);
        if (entropy.Schedule == EntropySchedule.Cosine) yield return ("entropy.positive", entropy.Positive);
    }
}
