using AerNas.Studies;

namespace AerNas.Cli.Studies;

/// <summary>A line for each setting of a study, as soon as it is timed: large ones take minutes.</summary>
internal sealed class EstimateLines(CommandOutput output) : IProgress<SettingEstimate>
{
    public void Report(SettingEstimate value)
    {
        var parts = value is { Search.Ticks: > 0, Training.Ticks: > 0 } ? $", {Text.Clock(value.Search)} of it to search" : "";
        output.Row(value.Setting, value.Refusal is { } refusal
            ? $"left out: {refusal}"
            : $"{Text.Clock(value.Search + value.Training)} a run{parts}");
    }
}
