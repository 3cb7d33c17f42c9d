namespace AerNas.Cli.Settings;

/// <summary>A flag that sets one option.</summary>
internal sealed class ValueSetting<T>(Option<T> option, string path, Func<T, JsonNode?> convert) : Setting
{
    public override Option Option => option;

    protected override IEnumerable<(string Path, JsonNode? Value)> Read(ParseResult parse) =>
        [(path, convert(parse.GetRequiredValue(option)))];
}
