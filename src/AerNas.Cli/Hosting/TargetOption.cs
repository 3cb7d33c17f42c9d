using System.CommandLine.Parsing;

namespace AerNas.Cli;

/// <summary>An option that names a file to write. Whether that can be is looked at before the command begins its work.</summary>
internal sealed class TargetOption : Option<string?>
{
    /// <summary>An option of a name, and of others that mean the same.</summary>
    /// <param name="description">What help says of it.</param>
    /// <param name="name">Its name.</param>
    /// <param name="aliases">Its other names.</param>
    public TargetOption(string description, string name, params string[] aliases)
        : base(name, aliases) => (Description, HelpName) = (description, "FILE");

    /// <summary>Demands that every file that the user names so can be written.</summary>
    /// <exception cref="RunStorageException">One cannot.</exception>
    public static void RequireWritable(ParseResult parse)
    {
        foreach (var given in parse.CommandResult.Children.OfType<OptionResult>().Where(given => given.Option is TargetOption))
            if (given.Tokens is [var path]) AtomicFile.RequireWritable(path.Value);
    }
}
