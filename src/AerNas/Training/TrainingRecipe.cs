using AerNas.Json;

namespace AerNas.Training;

/// <summary>A recipe of the evaluation phase: a JSON file of groups of <see cref="TrainingOptions"/>, of which it says what it changes.
/// Beside them stand <c>about</c>, a line on it; <c>over</c>, the recipe of AerNas that it changes; and <c>shows</c>, by which its epochs
/// follow the number of images. It is for any architecture.</summary>
public sealed class TrainingRecipe
{
    private const string Genotype = "genotype";

    private readonly RecipeHead _head;
    private readonly JsonObject _layer;
    private readonly TrainingRecipe? _base;

    private TrainingRecipe(string name, RecipeHead head, JsonObject layer)
    {
        (Name, _head, _layer) = (name, head, layer);
        _base = head.Over is null ? null : TrainingRecipes.Named(head.Over)
            ?? throw new InvalidOptionsException("over", $"there is no recipe '{head.Over}'; there are {TrainingRecipes.Names}.");
    }

    /// <summary>What it is called: a word where it comes with AerNas, else its file.</summary>
    public string Name { get; }

    /// <summary>What it is, in a line.</summary>
    public string About => _head.About;

    /// <summary>Reads a recipe.</summary>
    /// <param name="name">What it is called.</param>
    /// <param name="json">Its text.</param>
    /// <exception cref="InvalidOptionsException">It is no JSON, or holds what no training has: every problem, with its path.</exception>
    public static TrainingRecipe Parse(string name, string json)
    {
        try
        {
            var layer = JsonText.ParseObject(json);
            var head = new JsonObject();
            foreach (var member in RecipeHeadJson.Default.RecipeHead.Properties.Select(p => p.Name).Where(layer.ContainsKey).ToList())
            {
                head[member] = layer[member]?.DeepClone();
                layer.Remove(member);
            }

            var recipe = new TrainingRecipe(name, JsonText.Read(head, RecipeHeadJson.Default.RecipeHead), layer);
            new OptionRules().Require(!layer.ContainsKey(Genotype), Genotype,
                "a recipe is for any architecture; leave it out, and name what to train beside it.").ThrowIfBroken();
            _ = recipe.Over(new TrainingOptions(), images: 1);
            return recipe;
        }
        catch (JsonFormatException e)
        {
            throw Named(name, e.Problems);
        }
        catch (InvalidOptionsException e)
        {
            throw Named(name, e.Problems);
        }
    }

    /// <summary>Reads the recipe in a file.</summary>
    /// <exception cref="InvalidOptionsException">It is no JSON, or holds what no training has: every problem, with its path.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static TrainingRecipe Read(string file)
    {
        try
        {
            return Parse(file, JsonText.ReadFile(file));
        }
        catch (JsonFormatException e)
        {
            throw Named(file, e.Problems);
        }
    }

    /// <summary>The options with the recipe laid over them.</summary>
    /// <param name="start">What holds where the recipe says nothing.</param>
    /// <param name="images">How many images there are to learn from, by which some recipes set their epochs.</param>
    public TrainingOptions Over(TrainingOptions start, int images)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(images, 1);
        var overlay = new OptionsOverlay<TrainingOptions>(_base?.Over(start, images) ?? start, TrainingOptionsJson.Default.TrainingOptions);
        overlay.Apply(_layer);
        var options = overlay.Build();
        return _head.Shows is { } shows ? options with { Training = options.Training with { Epochs = shows.EpochsOf(images) } } : options;
    }

    /// <summary>The same, for the architectures of a space.</summary>
    /// <param name="start">What holds where the recipe says nothing.</param>
    /// <param name="images">How many images there are to learn from.</param>
    /// <param name="space">The space of the architecture.</param>
    public TrainingOptions Over(TrainingOptions start, int images, SearchSpace space)
    {
        ArgumentNullException.ThrowIfNull(space);
        var options = Over(start, images);
        return options with { Network = options.Network.For(space) };
    }

    private static InvalidOptionsException Named(string name, IEnumerable<OptionProblem> problems) =>
        new([.. problems.Select(problem => problem.In(name))]);
}

/// <summary>What a recipe says beside the options.</summary>
internal sealed record RecipeHead
{
    /// <value>A line on it.</value>
    public string About { get; init => field = value ?? ""; } = "";

    /// <value>The recipe that it changes; null for the defaults.</value>
    public string? Over { get; init; }

    /// <value>How its epochs follow the number of images; null where they do not.</value>
    public ShownImages? Shows { get; init; }
}

/// <summary>As many epochs as show a network so many images, within bounds.</summary>
internal sealed record ShownImages
{
    /// <value>Images in all epochs together.</value>
    public required int Images { get; init; }

    /// <value>The fewest epochs; null is one.</value>
    public int? LeastEpochs { get; init; }

    /// <value>The most epochs; null is without bound.</value>
    public int? MostEpochs { get; init; }

    /// <summary>The epochs of so many images.</summary>
    public int EpochsOf(int images) => Math.Max(LeastEpochs ?? 1, Math.Min(Images / images, MostEpochs ?? int.MaxValue));
}
