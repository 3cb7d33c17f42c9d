using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using AerNas.Options;
using AerNas.Searching;

namespace AerNas.Cli.Settings;

/// <summary><c>--entropy off|X|NEG:POS</c>.</summary>
internal sealed class EntropySetting : Setting
{
    private readonly Option<string> _option = new("--entropy")
    {
        Description = "The entropy regularizer's coefficient: off, a constant, or a cosine from NEG to POS; by default -0.2:0.2.",
        HelpName = "off|X|NEG:POS",
    };

    public override Option Option => _option;

    protected override IEnumerable<(string Path, JsonNode? Value)> Read(ParseResult parse)
    {
        var text = parse.GetRequiredValue(_option);
        if (text == "off") return [("entropy.schedule", nameof(EntropySchedule.Off))];
        return text.Split(':') switch
        {
            [var x] when TryRead(x, out var constant) => [("entropy.schedule", nameof(EntropySchedule.Constant)), ("entropy.negative", constant)],
            [var x, var y] when TryRead(x, out var negative) && TryRead(y, out var positive) =>
                [("entropy.schedule", nameof(EntropySchedule.Cosine)), ("entropy.negative", negative), ("entropy.positive", positive)],
            _ => throw new InvalidOptionsException("--entropy", $"'{text}' is neither off, nor a number, nor NEG:POS such as -0.2:0.2."),
        };
    }

    private static bool TryRead(string text, out double value) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && double.IsFinite(value);
}
