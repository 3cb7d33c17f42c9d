namespace AerNas.Cli;

/// <summary>A command with one line for the overview, and details and examples for its own help.</summary>
internal sealed class DocumentedCommand(string name, string summary, string details) : Command(name, summary)
{
    /// <summary>What its own help adds at the end.</summary>
    public string Details => details;
}
