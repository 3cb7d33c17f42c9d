using AerNas.Data;
using AerNas.Searching;
using AerNas.Sizes;
using AerNas.Training;

namespace AerNas.Studies;

/// <summary>Reads the images of a study once, as its searches and trainings will.</summary>
internal sealed class StudyImages
{
    private readonly Dictionary<(string? Path, DatasetOptions Reading), ImageDataset> _opened = [];

    private readonly bool _ofAnySize;

    private StudyImages(bool ofAnySize) => _ofAnySize = ofAnySize;

    /// <summary>The study with full paths, and how many images it trains on, by which the small recipe sets its epochs.</summary>
    /// <param name="options">The study.</param>
    /// <param name="ofAnySize">Whether its networks may take more memory than there is.</param>
    /// <exception cref="InvalidOptionsException">The study cannot be run, or not with these images.</exception>
    /// <exception cref="DatasetFormatException">The images cannot be read.</exception>
    /// <exception cref="MemoryShortageException">A search or training would take more memory than there is.</exception>
    public static StudyOptions Resolve(StudyOptions options, bool ofAnySize = false)
    {
        _ = new StudyPlan(options); // paths are paths
        var resolved = options with
        {
            Options = WithFullPath(options.Options),
            Training = WithFullPath(options.Training),
            Tabular = options.Tabular is { } table ? Path.GetFullPath(table) : null,
        };
        var (plan, images) = (new StudyPlan(resolved), new StudyImages(ofAnySize));
        foreach (var search in plan.Searches)
        {
            var what = $"A search of the study, by {MethodCatalog.Of(search).Name},";
            var opened = images.Open(search.Data.Path, search.Data.Reading(),
                sizes => images.Require(SearchMemory.Of(search, sizes), what));
            _ = new SearchData(opened, search);
        }

        int[] counts = [.. plan.Trainings.Select(images.CountFor)];
        return counts is [var count, ..] ? WithCount(resolved, count) : resolved;
    }

    /// <summary>How many images networks are trained on, after these are found to be fit for it.</summary>
    private int CountFor(TrainingOptions training)
    {
        var what = training.GenotypeName is { } name ? $"A training of the study, of {name}," : "A training of the study";
        var images = Open(training.Data.Path, training.Data.Reading(), sizes => Require(TrainingMemory.Of(training, sizes), what));
        try
        {
            training.Network.SkeletonFor(GenotypeNotation.Parse(training.Genotype), images).Validate();
            _ = new TrainingData(images, training);
        }
        catch (InvalidOptionsException e)
        {
            throw new InvalidOptionsException(
                [.. e.Problems.Select(problem => problem with { Path = $"{TrainingSection.Member}.{problem.Path}" })]);
        }

        return images.Test is not null
            ? training.Data.Images ?? images.Train.Count
            : throw new InvalidOptionsException($"{TrainingSection.Member}.data.path",
            $"{images.Name} has no test images, which tell what the trained networks come to; name images that have some, or leave "
            + $"{TrainingSection.Member} out.");
    }

    private void Require(MemoryNeed need, string what)
    {
        if (!_ofAnySize) need.Require(what);
    }

    private ImageDataset Open(string? path, DatasetOptions reading, Action<ImageSizes> foresee)
    {
        if (_opened.TryGetValue((path, reading), out var images)) foresee(ImageSizes.Of(images.Train));
        else _opened[(path, reading)] = images = DatasetSource.Open(path, reading with { Foresee = foresee });
        return images;
    }

    private static JsonObject? WithFullPath(JsonObject? layer)
    {
        var own = layer?.DeepClone().AsObject();
        if (own?["data"] is JsonObject data && data["path"] is JsonValue path && path.TryGetValue<string>(out var text))
            data["path"] = Path.GetFullPath(text);
        return own;
    }

    private static StudyOptions WithCount(StudyOptions options, int count)
    {
        var own = options.Training!.DeepClone().AsObject();
        if (own["data"] is not JsonObject data) own["data"] = data = [];
        data["images"] = count;
        return options with { Training = own };
    }
}
