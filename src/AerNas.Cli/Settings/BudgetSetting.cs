namespace AerNas.Cli.Settings;

/// <summary><c>--budget 20m</c>.</summary>
internal static class BudgetSetting
{
    public static Setting Create() => Setting.Of(new Option<string>("--budget")
    {
        Description = "Wall-clock time of search, training and export together, such as 90s, 20m or 1h30m; by default 20m.",
        HelpName = "TIME",
    }, text => Duration.TryParse(text, out var budget)
        ? [("budget", budget.ToString("c"))]
        : throw new InvalidOptionsException("--budget", $"'{text}' is no time; give numbers with units, such as 90s, 20m or 1h30m."));
}
