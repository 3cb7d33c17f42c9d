namespace AerNas.Training;

/// <summary>How the learning rate falls over the epochs.</summary>
public enum LearningRateForm
{
    /// <summary>Along a cosine; every method on CIFAR, P-DARTS and PC-DARTS on ImageNet.</summary>
    Cosine,

    /// <summary>By a factor an epoch; DARTS on ImageNet.</summary>
    Step,

    /// <summary>Along a line with a flat tail; an option of P-DARTS and PC-DARTS on ImageNet.</summary>
    Linear,
}
