using System.Reflection;
using System.Runtime.CompilerServices;
using AerNas.Files;

namespace AerNas.Extensions;

/// <summary>Reads extensions from files, and tells in words why one cannot be read.</summary>
internal static class ExtensionFile
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    /// <summary>Loads an assembly and makes something of what its public classes bring; whatever its code throws is told as a fault of the
    /// extension.</summary>
    /// <exception cref="ExtensionException">It cannot be used.</exception>
    public static T Read<T>(string file, Func<Assembly, IReadOnlyCollection<IExtension>, T> make)
    {
        try
        {
            RegularFile.Require(file);
            if (!File.Exists(file)) throw new FileNotFoundException("there is no such file.");
            var assembly = new ExtensionContext(Path.GetFullPath(file)).Load();
            foreach (var type in assembly.GetTypes()) Compile(type);
            var contents = assembly.GetExportedTypes().Where(IsContent).Select(type => (IExtension)Activator.CreateInstance(type)!);
            return make(assembly, [.. contents]);
        }
        catch (Exception e) // the code of a stranger may throw anything
        {
            throw new ExtensionException(file, Explain(e) ?? $"its code fails: {e.GetType().Name}: {e.Message}", e);
        }
    }

    /// <summary>What an exception says of an assembly that does not fit this version, or is none; null where it says nothing.</summary>
    private static string? Explain(Exception exception) => exception switch
    {
        TargetInvocationException { InnerException: { } inner } => Explain(inner),
        ReflectionTypeLoadException { LoaderExceptions: [{ } first, ..] } => Explain(first),
        TypeInitializationException { InnerException: { } inner } => $"{exception.Message.TrimEnd('.')}: {inner.Message}",
        TypeLoadException or MissingMemberException => OtherVersion(exception),
        FileNotFoundException { FileName: { } needed } when ExtensionContext.Shares(needed) => OtherVersion(exception),
        FileLoadException { FileName: { } needed } when ExtensionContext.Shares(needed) => OtherVersion(exception),
        BadImageFormatException => "it is no .NET assembly.",
        IOException or UnauthorizedAccessException => exception.Message,
        _ => null,
    };

    private static string OtherVersion(Exception exception) =>
        $"it was built against another version of AerNas than {Versions.Current["aernas"]}: {exception.Message.TrimEnd('.')}. "
        + "Build it against this one.";

    private static bool IsContent(Type type) => type is { IsAbstract: false, ContainsGenericParameters: false }
        && type.IsAssignableTo(typeof(IExtension)) && type.GetConstructor([]) is not null;

    /// <summary>Has methods compiled: what calls something that this version of AerNas does not have fails now, and not in the midst of a
    /// run.</summary>
    private static void Compile(Type type)
    {
        if (type.ContainsGenericParameters) return;
        foreach (var method in type.GetMethods(Declared).Cast<MethodBase>().Concat(type.GetConstructors(Declared)))
            if (!method.IsAbstract && !method.ContainsGenericParameters) RuntimeHelpers.PrepareMethod(method.MethodHandle);
    }
}
