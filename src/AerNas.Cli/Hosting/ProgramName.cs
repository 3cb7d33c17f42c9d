namespace AerNas.Cli;

/// <summary>How a person called this program, so that the commands it prints can be pasted back.</summary>
internal static class ProgramName
{
    private const string Command = "aernas";
    private const string Project = "AerNas.Cli.csproj";

    /// <summary>The name on the search path, <c>dotnet run --project ...</c> from a checkout, or else the path of the executable.</summary>
    public static string OfProcess()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, Project)))
                return $"dotnet run -c Release --project {Quote(Path.GetRelativePath(Environment.CurrentDirectory, folder.FullName))} --";
        }

        var executable = Environment.ProcessPath ?? Command;
        if (Path.GetFileNameWithoutExtension(executable) == "dotnet") return $"dotnet {Quote(Environment.GetCommandLineArgs()[0])}";
        var onPath = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Any(folder => folder.Length > 0 && Path.GetFullPath(Path.Combine(folder, Path.GetFileName(executable))) == executable);
        return onPath ? Path.GetFileNameWithoutExtension(executable) : Quote(executable);
    }

    /// <summary>An argument as a shell takes it in one piece.</summary>
    public static string Quote(string argument) =>
        argument.Length > 0 && argument.All(c => char.IsAsciiLetterOrDigit(c) || "-_./\\:=+,@".Contains(c, StringComparison.Ordinal))
            ? argument
            : OperatingSystem.IsWindows() ? $"\"{argument}\"" : $"'{argument.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
