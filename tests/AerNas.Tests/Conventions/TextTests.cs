namespace AerNas.Tests.Conventions;

public sealed class TextTests
{
    private static readonly string[] TextEndings =
        [".cs", ".csproj", ".props", ".targets", ".slnx", ".json", ".md", ".txt", ".sh", ".editorconfig", "/run", ".yml"];

    /// <summary>Written in two parts, so that this file passes its own test.</summary>
    private static readonly string[] Unwanted =
        ["/wo" + "rk/", "/tm" + "p/", "/ro" + "ot/", "nuget" + ".org", "npm" + "js", "deb" + ".debian"];

    private static readonly string[] Unfinished = ["TO" + "DO", "FIX" + "ME", "NotImplemented" + "Exception"];

    [Fact]
    public void TextFiles_Everywhere_NameNoMachinePathOrRegistry() => Repository.AssertNone("Machine paths and registry hosts:",
        Lines(Unwanted));

    [Fact]
    public void TextFiles_Everywhere_HaveNothingUnfinished() => Repository.AssertNone("Unfinished:", Lines(Unfinished));

    private static IEnumerable<string> Lines(string[] words) =>
        from file in Repository.Files("", "")
        where TextEndings.Any(ending => file.EndsWith(ending, StringComparison.Ordinal))
        from line in Repository.Read(file).Split('\n').Select((text, index) => (text, number: index + 1))
        from word in words
        where line.text.Contains(word, StringComparison.Ordinal)
        select $"{file}:{line.number}: {word}";
}
