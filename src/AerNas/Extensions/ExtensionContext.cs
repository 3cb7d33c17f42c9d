using System.Reflection;
using System.Runtime.Loader;

namespace AerNas.Extensions;

/// <summary>Where an extension is loaded: it shares the assemblies that AerNas has, and finds others beside its file.</summary>
internal sealed class ExtensionContext(string file) : AssemblyLoadContext(Path.GetFileName(file))
{
    /// <summary>Whose types the two exchange, so that there is one of each whatever lies beside the file.</summary>
    private static readonly string?[] Shared =
        [.. new[] { typeof(IExtension), typeof(SearchSpace), typeof(Tensor) }.Select(type => type.Assembly.GetName().Name)];

    /// <summary>Whether an assembly is one of those, by its full name.</summary>
    public static bool Shares(string assembly) => Shared.Contains(assembly.Split(',')[0]);

    public Assembly Load() => LoadFromAssemblyPath(file);

    protected override Assembly? Load(AssemblyName assemblyName)
    {
        if (Shares(assemblyName.FullName) || IsThere(assemblyName)) return null;
        var beside = Path.Combine(Path.GetDirectoryName(file)!, $"{assemblyName.Name}.dll");
        return File.Exists(beside) ? LoadFromAssemblyPath(beside) : null;
    }

    private static bool IsThere(AssemblyName name)
    {
        try
        {
            return Default.LoadFromAssemblyName(name) is not null;
        }
        catch (IOException) // there is none of that name and version
        {
            return false;
        }
    }
}
