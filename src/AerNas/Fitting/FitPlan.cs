using AerNas.Costs;
using AerNas.Data;
using AerNas.Latency;
using AerNas.Texts;
using AerNas.Training;

namespace AerNas.Fitting;

/// <summary>Shares the time of a fit out to search and training.</summary>
/// <param name="options">Validated options.</param>
/// <param name="images">What is learned from.</param>
internal sealed class FitPlan(FitOptions options, ImageDataset images)
{
    private const int LeastSearchEpochs = 3; // the coefficient's schedule needs some
    private const string CostTerm = "cost"; // draws a search under limits to cheap operations
    private const double CostWeight = 0.0015; // as published
    private const string LatencyTerm = "latency"; // the same under a limit of latency
    private const double LatencyWeight = 0.01;
    private const int LeastTrainingEpochs = 3;
    private static readonly TimeSpan Timings = TimeSpan.FromSeconds(8); // of the first steps of search and of a few sizes
    private const int LeastSearchSteps = 30;
    private const double ShareOfValidation = 0.3; // of a search beside its steps: the supernet is validated every epoch
    private const double Safety = 0.96; // of the time is planned with; the rest is for what was not timed
    private const int Tests = 5; // on the way; each takes as long as a third of the same number of training images
    private const double ShareOfTest = 1.0 / 3;

    /// <summary>What is kept for writing, exporting and telling.</summary>
    public TimeSpan Reserve => TimeSpan.FromSeconds(4) + 0.02 * options.Budget;

    private int Count => options.Data.Images ?? images.Train.Count;

    private double Shown => Tests * ShareOfTest * (images.Test?.Count ?? 0); // images that tests see, as training images

    /// <summary>Demands that there is time for a training of a few epochs.</summary>
    /// <param name="secondsPerImage">Of a step of the smallest network.</param>
    /// <exception cref="InvalidOptionsException">There is not.</exception>
    public void RequireTime(double secondsPerImage)
    {
        var least = (LeastTrainingEpochs * Count + Shown) * secondsPerImage / Safety / (1 - options.SearchShare)
            + (Timings + Reserve).TotalSeconds;
        new OptionRules().Require(least <= options.Budget.TotalSeconds, "budget",
            $"{Duration.Text(options.Budget)} is too short: on this machine it takes {Duration.Text(TimeSpan.FromSeconds(least))} for "
            + $"the smallest network to see the {Count:N0} images {LeastTrainingEpochs} times, after a search, and to be handed over.")
            .ThrowIfBroken();
    }

    /// <summary>The search at the small size of its method.</summary>
    /// <param name="latencies">By which it is drawn to fast operations where the network has a latency to keep to; null: it is not.</param>
    public SearchOptions Search(LatencyTable? latencies = null)
    {
        MethodCatalog.TryFind(options.Method, out var method);
        var small = MethodCatalog.Small(method!, options.Space, Count);
        var learns = small.Alpha.WarmUp < 1; // else there is no alpha that a term could draw
        var terms = learns ? TermsUnderLimits(latencies).ToDictionary() : [];
        return small with
        {
            By = method,
            Search = small.Search with { Seed = options.Seed, Epochs = options.SearchEpochs ?? small.Search.Epochs },
            Terms = terms.Count > 0 ? terms : small.Terms,
            Latency = new LatencyOptions { Table = learns ? latencies : null },
            Data = small.Data with
            {
                Path = options.Data.Path,
                ImageSize = options.Data.ImageSize,
                Framing = options.Data.Framing,
                SkipBroken = options.Data.SkipBroken,
                Images = options.Data.Images,
            },
            Runtime = options.Runtime,
        };
    }

    private IEnumerable<(string Name, double Weight)> TermsUnderLimits(LatencyTable? latencies)
    {
        if (options.Limits with { Latency = null } != FitLimits.None) yield return (CostTerm, CostWeight);
        if (latencies is not null) yield return (LatencyTerm, LatencyWeight);
    }

    /// <summary>The search with fewer epochs, and then fewer images, where it would take more than its share of the budget.</summary>
    /// <param name="search">The search.</param>
    /// <param name="secondsPerStep">What its steps take.</param>
    public SearchOptions Shortened(SearchOptions search, double secondsPerStep)
    {
        var stepsPerEpoch = Math.Max(1, Count * Math.Min(search.Data.TrainPortion, 1) / search.Search.BatchSize);
        var steps = options.SearchShare * options.Budget.TotalSeconds / (secondsPerStep * (1 + ShareOfValidation));
        var epochs = (int)Math.Clamp(steps / stepsPerEpoch, Math.Min(LeastSearchEpochs, search.Search.Epochs), search.Search.Epochs);
        var shown = Math.Max(steps, LeastSearchSteps) / (epochs * stepsPerEpoch); // the part of the images that there is time for
        return search with
        {
            Search = search.Search with { Epochs = epochs },
            Data = search.Data with { Images = shown < 1 ? Math.Max(2, (int)(shown * Count)) : search.Data.Images },
        };
    }

    /// <summary>The part of the test images that a network is expected to get wrong: what its size leaves, and what the epochs leave that
    /// there is time for. Larger networks err less, and are shown every image less often.</summary>
    /// <param name="cost">What the network costs.</param>
    /// <param name="time">How long it is trained.</param>
    /// <param name="secondsPerImage">What a training image takes.</param>
    /// <remarks>Measured on 20,000 images of CIFAR-10 in 5 to 26 epochs, with networks of 1.5 to 87 million multiply-adds
    /// (docs/results/fit). Of fewer images each has to be shown more often, since it looks different each time.</remarks>
    public double ExpectedError(GenotypeCost cost, TimeSpan time, double secondsPerImage)
    {
        const double OfSize = 0.186, Exponent = 0.168, OfEpochs = 0.92, MultiplyAdds = 5.7e6;
        const int Pixels = 32 * 32, Images = 20_000;
        var seen = images.Train.Size * images.Train.Size;
        var possible = Safety * time.TotalSeconds / secondsPerImage - Shown; // images
        if (possible <= 0) return secondsPerImage + OfEpochs * Count; // no time: the fastest network comes nearest
        var epochs = possible / Count;
        return OfSize * Math.Pow(cost.MultiplyAdds * (double)Pixels / seen / MultiplyAdds, -Exponent)
            + OfEpochs / epochs * Math.Sqrt((double)Images / Count);
    }

    /// <summary>How many epochs there is time for, at least one; or those that are asked for.</summary>
    /// <param name="time">The time.</param>
    /// <param name="secondsPerImage">What a training image takes.</param>
    public int EpochsIn(TimeSpan time, double secondsPerImage) =>
        options.Epochs ?? (int)Math.Clamp((Safety * time.TotalSeconds / secondsPerImage - Shown) / Count, 1, OptionRules.LargestWhole);

    /// <summary>The training of a genotype.</summary>
    /// <param name="genotype">The architecture.</param>
    /// <param name="size">How large the network is.</param>
    /// <param name="epochs">How long; null: for as long as it is not stopped.</param>
    public TrainingOptions Training(Genotype genotype, NetworkOptions size, int? epochs = null)
    {
        var recipe = TrainingRecipes.Small(genotype.Space, Count);
        return recipe with
        {
            Genotype = genotype.ToString(),
            Training = recipe.Training with
            {
                Epochs = epochs ?? OptionRules.LargestWhole,
                Seed = options.Seed,
                TestEvery = Math.Max(1, (epochs ?? OptionRules.LargestWhole) / Tests),
            },
            Network = size,
            Data = options.Data,
            Runtime = options.Runtime,
        };
    }

    /// <summary>What is told of a search that is about to begin.</summary>
    public static string DecisionOn(SearchOptions search, int images) =>
        $"{Counted.Of(search.Search.Epochs, "epoch")} of {search.Data.Images ?? images:N0} images by {search.Method}.";

    /// <summary>What is told of a training that is about to begin.</summary>
    public static string DecisionOn(TrainingOptions training, GenotypeCost cost)
    {
        var space = GenotypeNotation.Parse(training.Genotype).Space;
        var (size, form) = (training.Network, space.Skeletons[0].Definition);
        var deep = form.Layers is not null ? $", {Counted.Of(size.Layers, "layer")}"
            : form.Stages is not null ? $", {Counted.Of(size.Cells, "cell")} a stage" : "";
        return $"{size.Channels} channels{deep}: {cost.Parameters:N0} parameters, {cost.MultiplyAdds:N0} multiply-adds; "
            + $"{Counted.Of(training.Training.Epochs, "epoch")}.";
    }
}
