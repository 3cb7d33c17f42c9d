namespace AerNas.Cli.Settings;

/// <summary>The flags that tell what cells are stacked into.</summary>
internal sealed class SkeletonFlags
{
    private readonly Option<string?> _form = new("--skeleton")
    {
        Description = "What the cells are stacked into, by the name it has in their space (cifar, imagenet, nasbench201); by default the "
            + "network of the model, else the space's first.",
        HelpName = "NAME",
    };

    private readonly Option<int?> _channels = NumberOption.Create("--channels", "Channels of the first cells.");
    private readonly Option<int?> _layers =
        NumberOption.Create("--layers", "Cells in all, where the skeleton has layers (cifar, imagenet).");
    private readonly Option<int?> _cells =
        NumberOption.Create("--cells", "Cells in each stage, where the skeleton has stages (nasbench201).");
    private readonly Option<int?> _classes = NumberOption.Create("--classes", "Classes of the images.");
    private readonly Option<int?> _size = NumberOption.Create("--size", "Height and width of the images, in pixels.");

    /// <summary>The flags.</summary>
    public IReadOnlyList<Option> All => [_form, _channels, _layers, _cells, _classes, _size];

    /// <summary>The skeleton that is asked for.</summary>
    /// <param name="parse">The command line.</param>
    /// <param name="standing">The one that is meant where nothing is said.</param>
    /// <exception cref="UsageException">Its space has no such skeleton, or this no such depth.</exception>
    public Skeleton Of(ParseResult parse, Skeleton standing)
    {
        if (parse.GetValue(_form) is { } asked)
        {
            var space = standing.Form.Space;
            var form = space.Skeletons.FirstOrDefault(form => form.Name.Equals(asked, StringComparison.OrdinalIgnoreCase))
                ?? throw new UsageException($"--skeleton {asked} stacks no genotypes of {space.Name}; there are "
                    + $"{string.Join(", ", space.Skeletons.Select(form => form.Name.ToLowerInvariant()))}.");
            standing = Skeleton.Of(form);
        }

        if (SharedOptions.OtherDepth(parse, standing.Form) is var (given, right))
            throw new UsageException($"{given} means nothing to a {standing.Form} network; its depth is {right}.");
        return standing with
        {
            Channels = parse.GetValue(_channels) ?? standing.Channels,
            Layers = parse.GetValue(_layers) ?? standing.Layers,
            Cells = parse.GetValue(_cells) ?? standing.Cells,
            Classes = parse.GetValue(_classes) ?? standing.Classes,
            ImageSize = parse.GetValue(_size) ?? standing.ImageSize,
        };
    }
}
