using AerNas.Json;
using AerNas.Sampling;
using AerNas.Training;

namespace AerNas.Studies;

/// <summary>The member <c>training</c> of a study. The networks of all its architectures are trained alike, but for the seed: by the
/// published recipe of the space or by the small one, on the images that its searches have in common.</summary>
internal static class TrainingSection
{
    public const string Member = "training";

    private static readonly ImmutableArray<(string Option, string Instead)> SaidElsewhere =
    [
        ("genotype", "what its searches find"), ("training.seed", "its own member seeds"), ("runtime.threads", "options.runtime.threads"),
    ];

    public static void Check(OptionRules rules, StudyOptions study)
    {
        if (study.Training is { } own) new StudyLayer(Member, own).Refuse(rules, SaidElsewhere);
    }

    /// <summary>The options of every training, without the seed; with some architecture in place of those to be found: a random one, or
    /// where nothing is searched, the first that the study names.</summary>
    /// <returns>The options; null where nothing is trained or there were problems.</returns>
    public static TrainingOptions? Build(StudyOptions study, SearchSpace space, ICollection<OptionProblem> problems)
    {
        if (study.Training is not { } own || Shared(study, problems) is not { } searches) return null;
        var layer = new StudyLayer(Member, own);
        var found = new List<OptionProblem>();
        var first = layer.Over(Overlay(Defaults(study.Scale, space, images: 1)), found); // tells how many images there are
        var options = first is null ? null : layer.Over(Overlay(Defaults(study.Scale, space, Math.Max(1, first.Data.Images ?? 1))), found);
        var judged = study.Methods.Count > 0 ? options?.Validate() : null; // else with each architecture that the study names
        foreach (var problem in found.Concat(judged?.Select(problem => problem with { Path = $"{Member}.{problem.Path}" }) ?? []))
            problems.Add(problem);
        return options;

        OptionsOverlay<TrainingOptions> Overlay(TrainingOptions recipe) => new(recipe with
        {
            Genotype = study.Methods.Count == 0 && study.Architectures is [var named, ..]
                ? named.Genotype : RandomArchitecture.Of(space, 0).ToString(),
            Data = layer.Says("data.path") ? recipe.Data : recipe.Data.On(searches.Data.Path, searches.Data.Reading()),
            Runtime = recipe.Runtime with { Threads = searches.Runtime.Threads, Device = searches.Runtime.Device },
        }, TrainingOptionsJson.Default.TrainingOptions);
    }

    /// <summary>What the member <c>options</c> says by itself, whatever the method.</summary>
    private static SearchOptions? Shared(StudyOptions study, ICollection<OptionProblem> problems)
    {
        var start = new SearchOptions { Runtime = new RuntimeOptions { Threads = 1 } };
        var overlay = new OptionsOverlay<SearchOptions>(start, SearchOptionsJson.Default.SearchOptions) { PassesOverUnknown = true };
        return study.Options is { } all ? new StudyLayer("options", all).Over(overlay, problems) : start;
    }

    private static TrainingOptions Defaults(StudyScale scale, SearchSpace space, int images) =>
        scale == StudyScale.Paper ? TrainingRecipes.Published(space) : TrainingRecipes.Small(space, images);
}
