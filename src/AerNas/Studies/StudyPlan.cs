using AerNas.Sampling;
using AerNas.Tabular;
using AerNas.Training;

namespace AerNas.Studies;

/// <summary>A study taken apart into its runs, each with valid options.</summary>
public sealed class StudyPlan
{
    private const int MostValues = 1_000; // of a list: each of them is a run at least
    private const int MostRuns = 10_000;

    /// <summary>What a study says elsewhere, so that no option of a search may say it too.</summary>
    private static readonly ImmutableArray<(string Option, string Instead)> SaidElsewhere =
    [
        ("space", "its own member space"), ("method", "its own member methods"), ("search.seed", "its own member seeds"),
        ("entropy.schedule", "its own member entropy"), ("entropy.negative", "its own member entropy"),
            ("entropy.positive", "its own member entropy"),
    ];

    private readonly StudyOptions _options;
    private readonly SearchSpace _space;
    private readonly ImmutableArray<StudySetting> _settings;

    /// <summary>Takes a study apart.</summary>
    /// <exception cref="InvalidOptionsException">It cannot be run; it carries every problem.</exception>
    public StudyPlan(StudyOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        var rules = new OptionRules();
        CheckLists(rules);
        rules.ThrowIfBroken();
        _space = options.Space;
        var problems = new List<OptionProblem>();
        _settings = [.. options.Methods.SelectMany(method => Settings(MethodCatalog.All.Single(m => m.Name == method), problems))];
        problems.AddRange(_settings.SelectMany(setting => setting.Options.Validate())
            .Select(problem => problem with { Path = $"options.{problem.Path}" }));
        Training = TrainingSection.Build(options, _space, problems);
        if (Training is not null) problems.AddRange(ProblemsOfTrainings());
        if (problems.Count > 0) throw new InvalidOptionsException([.. problems.Distinct()]);
        Runs = [.. options.Seeds.SelectMany(seed => _settings.Select(setting => setting.Entry(seed))
            .Concat(Architectures.Select((architecture, i) => architecture.Entry(i, seed, Architectures[0].Name)))
            .Concat(RandomEntries(seed)))];
    }

    /// <summary>Its runs: all settings with the first seed, then with the next, so that a study which is stopped early is even.</summary>
    public ImmutableArray<StudyEntry> Runs { get; }

    /// <summary>How many runs a number of threads has room for.</summary>
    /// <param name="threads">Threads to share out; 0 takes all processors.</param>
    public int SideBySide(int threads) => Math.Max(1, (threads == 0 ? Environment.ProcessorCount : threads) / ThreadsPerRun);

    /// <summary>The options of a search, one a setting.</summary>
    internal IEnumerable<SearchOptions> Searches => _settings.Select(setting => setting.Options);

    /// <summary>The options of every training, with some architecture in place of those to be found; null: nothing is trained.</summary>
    internal TrainingOptions? Training { get; }

    /// <summary>The options of the trainings that differ in more than the seed and what a search finds; none where nothing is
    /// trained.</summary>
    internal IEnumerable<TrainingOptions> Trainings => Training is null ? []
        : [.. _settings.IsEmpty ? [] : (TrainingOptions[])[Training], .. Architectures.Select(one => one.Trained(Training))];

    private IReadOnlyList<StudyArchitecture> Architectures => _options.Architectures ?? [];

    private int ThreadsPerRun =>
        Math.Max(1, _settings.Select(setting => setting.Options.Runtime.Threads).Append(Training?.Runtime.Threads ?? 1).Max());

    /// <summary>The arithmetic of a run's search; nothing where it does not search.</summary>
    internal double SearchCostOf(StudyEntry run) =>
        Find(run) is { } setting ? StudyCost.Of(setting.Options, Training?.Data.Images ?? 1) : 0;

    /// <summary>The options of a run's search; null for a random architecture.</summary>
    internal SearchOptions? SearchOf(StudyEntry run) =>
        Find(run) is { } setting ? setting.Options with { Search = setting.Options.Search with { Seed = run.Seed } } : null;

    /// <summary>The options that look up one random architecture; null for a search, and where there is no table.</summary>
    internal SamplingOptions? LookupOf(StudyEntry run) =>
        run.Setting != StudyEntry.Random || _options.Tabular is null ? null : MethodCatalog.Chance.Published with
        {
            Tabular = new SamplingTableOptions { Path = _options.Tabular },
            Search = new SamplingPhaseOptions { Seed = run.Seed, Evaluations = 1 },
        };

    /// <summary>The arithmetic of a run's training relative to that of a search; nothing where nothing is trained.</summary>
    internal double TrainingCostOf(StudyEntry run) => Training is null ? 0
        : TrainedNetworkOf(run) is { } network ? StudyCost.Of(network) : StudyCost.Of(Training, _space);

    /// <summary>The options that train what a run finds, but for that architecture, which is there only where nothing is searched: named
    /// by the study or drawn. Null where nothing is trained.</summary>
    internal TrainingOptions? TrainingOf(StudyEntry run)
    {
        if (Training is null) return null;
        var given = TrainedNetworkOf(run) ?? Training with { Genotype = RandomArchitecture.Of(_space, run.Seed).ToString() };
        return given with { Training = given.Training with { Seed = run.Seed } };
    }

    /// <summary>The options that train the architecture that the study names for a run; null for what is found or drawn.</summary>
    internal TrainingOptions? TrainedNetworkOf(StudyEntry run) => Training is null ? null : Named(run)?.Trained(Training);

    private StudySetting? Find(StudyEntry run) => _settings.FirstOrDefault(setting => setting.Label == run.Setting);

    private StudyArchitecture? Named(StudyEntry run) =>
        run.Method is null ? Architectures.FirstOrDefault(architecture => architecture.Name == run.Setting) : null;

    private IEnumerable<StudyEntry> RandomEntries(int seed) =>
        _settings.IsEmpty || (_options.Tabular is null && Training is null) ? [] : [StudySetting.RandomEntry(seed)];

    /// <summary>What keeps architectures that the study names from being trained; each tells whose it is, where it is not of all.</summary>
    private IEnumerable<OptionProblem> ProblemsOfTrainings() =>
        from found in Architectures.SelectMany(one => one.Trained(Training!).Validate().Select(problem => (one.Name, Problem: problem)))
        group found.Name by found.Problem into same
        let whose = same.Count() == Architectures.Count ? "" : $" (of {string.Join(", ", same)})"
        select new OptionProblem($"{TrainingSection.Member}.{same.Key.Path}", same.Key.Message + whose);

    private void CheckLists(OptionRules rules)
    {
        if (_options.Methods.Count > 0 || _options.Architectures is null) CheckList(rules, "methods", _options.Methods);
        if (_options.Architectures is { } named) CheckList(rules, "architectures", [.. named.Select(architecture => architecture.Name)]);
        CheckList(rules, "entropy", _options.Entropy);
        CheckList(rules, "seeds", _options.Seeds);
        var methods = MethodCatalog.All.Where(m => m.Refuses(_options.Space) is null).Select(m => m.Name).ToArray();
        for (var i = 0; i < _options.Methods.Count; i++)
            rules.Require(methods.Contains(_options.Methods[i]), $"methods[{i}]",
                $"'{_options.Methods[i]}' is no method here; there are {string.Join(", ", methods)}.");
        CheckEntropy(rules, "entropy", _options.Entropy);
        foreach (var (name, entropy) in _options.MethodEntropy ?? new Dictionary<string, IReadOnlyList<string>>())
        {
            CheckRuns(rules, name, "methodEntropy");
            CheckList(rules, $"methodEntropy.{name}", entropy);
            CheckEntropy(rules, $"methodEntropy.{name}", entropy);
        }

        foreach (var name in _options.MethodOptions?.Keys ?? []) CheckRuns(rules, name, "methodOptions");
        rules.Require(_options.Tabular is null || _options.Space.Equals(TabularBenchmark.Space), "tabular",
            $"the table holds cells of {TabularBenchmark.Space.Name}, not of {_options.Space.Name}; leave it out.");
        rules.IsPath(_options.Tabular, "tabular");
        var runs = (_options.Methods.Sum(method => (double)EntropyOf(method).Count) + Architectures.Count) * _options.Seeds.Count;
        rules.Require(runs <= MostRuns, "seeds",
            $"a study has at most {MostRuns} runs; methods, entropy, architectures and seeds make {runs}.");
        foreach (var layer in Layers()) layer.Refuse(rules, SaidElsewhere);
        TrainingSection.Check(rules, _options);
        StudyArchitecture.Check(rules, _options);
    }

    private void CheckRuns(OptionRules rules, string method, string member) => rules.Require(_options.Methods.Contains(method),
        $"{member}.{method}", $"is for a method that the study does not run; it runs {string.Join(", ", _options.Methods)}.");

    private static void CheckEntropy(OptionRules rules, string path, IReadOnlyList<string> entropy)
    {
        for (var i = 0; i < entropy.Count; i++)
            rules.Require(EntropyOptions.TryParse(entropy[i], out _), $"{path}[{i}]", EntropyOptions.Refusal(entropy[i]));
    }

    private static void CheckList<T>(OptionRules rules, string path, IReadOnlyList<T> values) => rules
        .Require(values.Count > 0, path, "needs at least one.")
        .Require(values.Count <= MostValues, path, $"must be of at most {MostValues}, is of {values.Count}.")
        .Require(values.Distinct().Count() == values.Count, path,
            $"names one of them twice: {string.Join(", ", values.GroupBy(v => v).Where(g => g.Count() > 1).Select(g => g.Key))}.");

    private IEnumerable<StudyLayer> Layers() =>
        (_options.MethodOptions ?? new Dictionary<string, JsonObject>()).Select(own => new StudyLayer($"methodOptions.{own.Key}", own.Value)
        {
            Of = MethodCatalog.TryFind(own.Key, out var method) ? method : null,
        })
            .Concat(_options.Options is { } all ? [new StudyLayer("options", all)] : []);

    /// <summary>A method with every regularizer; without any where it learns no alpha.</summary>
    private IEnumerable<StudySetting> Settings(SearchMethod method, List<OptionProblem> problems)
    {
        if (Build(method, problems) is not { } options) yield break;
        if (options.Alpha.WarmUp >= 1)
        {
            yield return new StudySetting(method.Name, method, WithEntropy(options, EntropyOptions.Off));
            yield break;
        }

        var regularizers = EntropyOf(method.Name);
        foreach (var entropy in regularizers)
        {
            var against = entropy == regularizers[0] ? null : Label(method, regularizers[0]);
            yield return new StudySetting(Label(method, entropy), method, WithEntropy(options, entropy), entropy, against);
        }
    }

    private IReadOnlyList<string> EntropyOf(string method) => _options.MethodEntropy?.GetValueOrDefault(method) ?? _options.Entropy;

    private static string Label(SearchMethod method, string entropy) => $"{method.Name}, {entropy}";

    private static SearchOptions WithEntropy(SearchOptions options, string text) => EntropyOptions.TryParse(text, out var entropy)
        ? options with { Entropy = entropy with { Operations = options.Entropy.Operations } }
        : throw new ArgumentException($"'{text}' is no schedule.", nameof(text));

    /// <summary>The method's own options with those of the study laid over; null where they do not fit.</summary>
    private SearchOptions? Build(SearchMethod method, List<OptionProblem> problems)
    {
        var start = _options.Scale == StudyScale.Paper ? method.Published(_space) : MethodCatalog.Small(method, _space);
        var overlay = SearchOptionsJson.Overlay(method, start with { Runtime = start.Runtime with { Threads = 1 } });
        var layers = Layers().Where(layer => layer.Path is "options" || layer.Of == method).Reverse(); // the method's own last
        var built = overlay.Build();
        foreach (var layer in layers)
        {
            if (layer.Over(overlay, problems) is not { } options) return null;
            built = options;
        }

        return built;
    }
}
