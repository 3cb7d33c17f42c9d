using System.Text.Json.Nodes;
using AerNas.Json;
using AerNas.Options;

namespace AerNas.Studies;

/// <summary>A member of a study's file that holds options of its searches or trainings.</summary>
/// <param name="Path">Where it stands in the file.</param>
/// <param name="Options">What it says.</param>
internal sealed record StudyLayer(string Path, JsonObject Options)
{
    /// <summary>Whether it says an option.</summary>
    public bool Says(string option)
    {
        JsonNode? node = Options;
        foreach (var part in option.Split('.')) node = (node as JsonObject)?[part];
        return node is not null;
    }

    /// <summary>Refuses options that a study says elsewhere.</summary>
    /// <param name="rules">Collects the refusals.</param>
    /// <param name="elsewhere">The options, and what says them.</param>
    public void Refuse(OptionRules rules, IEnumerable<(string Option, string Instead)> elsewhere)
    {
        foreach (var (option, instead) in elsewhere)
            rules.Require(!Says(option), $"{Path}.{option}", $"a study says it by {instead}; leave it out here.");
    }

    /// <summary>Lays it over defaults.</summary>
    /// <param name="overlay">The defaults, and what was laid over them.</param>
    /// <param name="problems">Is told what stands against it, each with its path in the file.</param>
    /// <returns>The options; null where there were problems.</returns>
    public T? Over<T>(OptionsOverlay<T> overlay, ICollection<OptionProblem> problems)
        where T : class
    {
        try
        {
            overlay.Apply(Options.ToJsonString(), Path);
            return overlay.Build();
        }
        catch (InvalidOptionsException e)
        {
            foreach (var problem in e.Problems) problems.Add(problem with { Path = $"{Path}.{problem.Path}" });
            return null;
        }
    }
}
