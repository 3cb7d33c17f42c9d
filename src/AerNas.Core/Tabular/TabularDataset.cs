namespace AerNas.Tabular;

/// <summary>The images that the architectures of NAS-Bench-201 were trained on.</summary>
public enum TabularDataset : byte
{
    /// <summary>Half of CIFAR-10's training images; the other half validates.</summary>
    Cifar10Valid = 1,

    /// <summary>All training images of CIFAR-10.</summary>
    Cifar10 = 2,

    /// <summary>All training images of CIFAR-100; its test images are split in two.</summary>
    Cifar100 = 3,

    /// <summary>ImageNet16-120: 120 classes at 16 x 16 pixels; its validation images are split in two.</summary>
    ImageNet16 = 4,
}
