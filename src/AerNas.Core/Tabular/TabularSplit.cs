namespace AerNas.Tabular;

/// <summary>The images that an accuracy was measured on.</summary>
public enum TabularSplit : byte
{
    /// <summary>The images that were trained on, while they were.</summary>
    Train = 1,

    /// <summary>The images a search may look at (<c>x-valid</c>).</summary>
    Valid = 2,

    /// <summary>The images that judge (<c>x-test</c>; <c>ori-test</c> on CIFAR-10).</summary>
    Test = 3,

    /// <summary>Both together, on CIFAR-100 and ImageNet16-120 (<c>ori-test</c> there).</summary>
    ValidAndTest = 4,
}
