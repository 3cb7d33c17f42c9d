namespace AerNas.Cli;

/// <summary>Arguments that parse but cannot be used together, or that name nothing.</summary>
internal sealed class UsageException(string message) : Exception(PrintableText.Message(message));
