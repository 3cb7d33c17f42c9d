namespace AerNas.Data;

/// <summary>A dataset in numbers, for reports and run records.</summary>
public sealed record DatasetSummary
{
    /// <summary>The dataset's name.</summary>
    public required string Name { get; init; }

    /// <summary>The classes, in label order.</summary>
    public required ImmutableArray<ClassCount> Classes { get; init; }

    /// <summary>Number of training images.</summary>
    public required int TrainCount { get; init; }

    /// <summary>Number of test images; 0 where there are none.</summary>
    public required int TestCount { get; init; }

    /// <summary>The shape of each image.</summary>
    public required ImageShape Shape { get; init; }

    /// <summary>Mean of each channel, on the scale 0-1.</summary>
    public required ImmutableArray<double> Mean { get; init; }

    /// <summary>Standard deviation of each channel, on the scale 0-1.</summary>
    public required ImmutableArray<double> Std { get; init; }

    /// <summary><see cref="ImageDataset.ContentHash"/>.</summary>
    public required string ContentHash { get; init; }

    /// <summary><see cref="ImageDataset.Notes"/>.</summary>
    public required ImmutableArray<string> Notes { get; init; }

    /// <summary>Sums up a dataset.</summary>
    public static DatasetSummary Of(ImageDataset dataset)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        var train = dataset.Train.CountByClass();
        var test = dataset.Test?.CountByClass() ?? new int[train.Length];
        return new DatasetSummary
        {
            Name = dataset.Name,
            Classes = [.. dataset.ClassNames.Select((name, label) => new ClassCount(name, train[label], test[label]))],
            TrainCount = dataset.Train.Count,
            TestCount = dataset.Test?.Count ?? 0,
            Shape = dataset.Train.Shape,
            Mean = dataset.Normalization.Mean,
            Std = dataset.Normalization.Std,
            ContentHash = dataset.ContentHash,
            Notes = dataset.Notes,
        };
    }
}

/// <summary>How many images a class has.</summary>
/// <param name="Name">The class.</param>
/// <param name="Train">Its training images.</param>
/// <param name="Test">Its test images.</param>
public readonly record struct ClassCount(string Name, int Train, int Test);
