using System.Reflection;

namespace AerNas.Runtime;

/// <summary>The versions a result depends on.</summary>
internal static class Versions
{
    /// <summary>AerNas, .NET, TorchSharp and libtorch, by name.</summary>
    public static IReadOnlyDictionary<string, string> Current { get; } = new SortedDictionary<string, string>(StringComparer.Ordinal)
    {
        ["aernas"] = Of(typeof(Versions).Assembly),
        ["dotnet"] = Environment.Version.ToString(),
        ["torchsharp"] = Of(typeof(Tensor).Assembly),
        ["libtorch"] = __version__,
    };

    /// <summary>The version of an assembly, as its author wrote it.</summary>
    internal static string Of(Assembly assembly) =>
        assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion
            ?? assembly.GetName().Version!.ToString();
}
