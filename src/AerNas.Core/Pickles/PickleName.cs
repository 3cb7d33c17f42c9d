namespace AerNas.Pickles;

/// <summary>The name of one of the few callables that are recognised as data. Only a name: nothing can be called through it.</summary>
/// <param name="Module">The Python module.</param>
/// <param name="Name">The name in the module.</param>
public sealed record PickleName(string Module, string Name)
{
    /// <summary>Module and name with a dot.</summary>
    public override string ToString() => $"{Module}.{Name}";
}
