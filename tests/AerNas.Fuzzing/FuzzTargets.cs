using System.Collections.Immutable;

namespace AerNas.Fuzzing;

/// <summary>All targets, found in this assembly.</summary>
internal static class FuzzTargets
{
    private static readonly ImmutableSortedDictionary<string, Type> Types = typeof(IFuzzTarget).Assembly.GetTypes()
        .Where(type => type is { IsClass: true, IsAbstract: false } && typeof(IFuzzTarget).IsAssignableFrom(type))
        .ToImmutableSortedDictionary(type => Create(type, target => target.Name), type => type, StringComparer.Ordinal);

    /// <summary>The names of the targets, in order.</summary>
    public static IEnumerable<string> Names => Types.Keys;

    /// <summary>Whether there is a target of a name.</summary>
    public static bool Contains(string name) => Types.ContainsKey(name);

    /// <summary>Makes the target of a name, hands it over, and disposes of it.</summary>
    public static T With<T>(string name, Func<IFuzzTarget, T> use) => Create(Types[name], use);

    private static T Create<T>(Type type, Func<IFuzzTarget, T> use)
    {
        var target = (IFuzzTarget)Activator.CreateInstance(type)!;
        using (target as IDisposable) return use(target);
    }
}
