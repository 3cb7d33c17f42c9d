using AerNas.Data.Batches;
using AerNas.Data.Sources;

namespace AerNas.Training;

/// <summary>Published recipes of the evaluation phase, and a small one for two cores. Each still needs a genotype.</summary>
public static class TrainingRecipes
{
    private const int SmallImages = 120_000;

    /// <summary>DARTS on CIFAR-10 with its flags <c>--auxiliary --cutout</c>: 20 cells of 36 channels, 600 epochs.</summary>
    public static TrainingOptions Cifar { get; } = new()
    {
        Network = new NetworkOptions { AuxiliaryHead = AuxiliaryHead.Official, DropPath = 0.2 },
        Data = new TrainingDataOptions { Cutout = 16 },
    };

    /// <summary>P-DARTS and PC-DARTS on CIFAR: as <see cref="Cifar"/> with larger batches and more drop path.</summary>
    public static TrainingOptions CifarPDarts { get; } = Cifar with
    {
        Training = Cifar.Training with { BatchSize = 128 },
        Network = Cifar.Network with { DropPath = 0.3 },
    };

    /// <summary>
    /// DARTS on ImageNet: 14 cells of 48 channels, 250 epochs, learning rate 0.1 by steps of 0.97. Images are augmented as on CIFAR: the
    /// official random resized crop and colour jitter are not offered.
    /// </summary>
    public static TrainingOptions ImageNet { get; } = new()
    {
        Training = new TrainingPhaseOptions { Epochs = 250, BatchSize = 128, LabelSmoothing = 0.1 },
        Network = new NetworkOptions
        {
            Form = SkeletonForm.ImageNet.Name,
            Channels = 48,
            Layers = 14,
            AuxiliaryHead = AuxiliaryHead.Official,
        },
        Weights = new WeightOptions { LearningRate = 0.1, MinimumLearningRate = 0, WeightDecay = 3e-5 },
        LearningRate = new LearningRateOptions { Form = LearningRateForm.Step },
    };

    /// <summary>NAS-Bench-201 (<c>CIFAR.config</c>): 3 stages of 5 cells, 200 epochs, Nesterov momentum, no clipping.</summary>
    public static TrainingOptions NasBench201 { get; } = new()
    {
        Training = new TrainingPhaseOptions { Epochs = 200, BatchSize = 256 },
        Network = new NetworkOptions { Channels = 16 },
        Data = new TrainingDataOptions { AugmentationOrder = AugmentationOrder.FlipThenCrop },
        Weights = new WeightOptions { LearningRate = 0.1, MinimumLearningRate = 0, Nesterov = true, WeightDecay = 5e-4, GradientClip = 0 },
    };

    /// <summary>The published recipe for architectures of a space, on CIFAR.</summary>
    public static TrainingOptions Published(SearchSpace space)
    {
        ArgumentNullException.ThrowIfNull(space);
        if (space.Protocol == PublishedProtocol.NasBench201) return NasBench201;
        return space.Skeletons[0].Definition.Auxiliary
            ? Cifar
            : Cifar with { Network = Cifar.Network with { AuxiliaryHead = AuxiliaryHead.None } };
    }

    /// <summary>
    /// A network that two cores train in minutes: 16 channels; 5 cells, or 1 a stage on NAS-Bench-201; and as many epochs, from 6 to 20, as
    /// show it 120,000 images.
    /// </summary>
    /// <param name="space">Of the genotype.</param>
    /// <param name="trainingImages">How many training images there are; null: as many as come with AerNas.</param>
    public static TrainingOptions Small(SearchSpace space, int? trainingImages = null)
    {
        ArgumentNullException.ThrowIfNull(space);
        var images = trainingImages ?? EmbeddedFashionMnist.TrainingImages;
        ArgumentOutOfRangeException.ThrowIfLessThan(images, 1, nameof(trainingImages));
        var published = space.Protocol == PublishedProtocol.NasBench201 ? NasBench201 : new TrainingOptions();
        return published with
        {
            Training = new TrainingPhaseOptions { Epochs = Math.Clamp(SmallImages / images, 6, 20), BatchSize = 64 },
            Network = new NetworkOptions { Channels = 16, Layers = 5, Cells = 1 },
            Weights = published.Weights with { LearningRate = 0.05, Nesterov = true, GradientClip = 5 },
        };
    }
}
