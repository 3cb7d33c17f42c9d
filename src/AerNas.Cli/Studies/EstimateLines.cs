using AerNas.Studies;

namespace AerNas.Cli.Studies;

/// <summary>A line for each setting of a study, as soon as it is timed: large ones take minutes.</summary>
internal sealed class EstimateLines(CommandOutput output) : IProgress<SettingEstimate>
{
    public void Report(SettingEstimate value) =>
        output.Row(value.Setting, value.Time is { } time ? $"{Text.Clock(time)} a run" : $"left out: {value.Refusal}");
}
