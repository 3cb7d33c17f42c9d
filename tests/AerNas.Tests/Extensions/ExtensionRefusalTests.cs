using AerNas.Tests.Cli;

namespace AerNas.Tests.Extensions;

/// <summary>Files that are named as extensions and cannot be used: one message each.</summary>
public sealed class ExtensionRefusalTests
{
    private const string Named = "public IReadOnlyList<SearchMethod> Methods => [DartsV1.Method with { Name = \"";

    [Fact]
    public void Extension_ThatIsNotThere_IsRefused() =>
        Refuse("nowhere/mine.dll", "nowhere/mine.dll", "cannot be used: there is no such file");

    [Fact]
    public void Extension_ThatIsAFolder_IsRefused()
    {
        using var folder = new TemporaryFolder();
        Refuse(folder[""], "is a folder, where a file is read");
    }

    [Fact]
    public void Extension_ThatIsNoAssembly_IsRefused()
    {
        using var folder = new TemporaryFolder();
        folder.Write("mine.dll", [.. "MZ and no more"u8]);
        Refuse(folder["mine.dll"], "it is no .NET assembly");
    }

    [Fact]
    public void Extension_ThatBringsNothing_IsRefused()
    {
        using var folder = new TemporaryFolder();
        Refuse(CompiledExtension.Of(folder, "mine", ""), "it brings nothing", "AerNas.Extensions.IExtension");
        Refuse(typeof(Xunit.Assert).Assembly.Location, "it brings nothing");
    }

    [Theory]
    [InlineData("gdas\" }];", "it brings the method gdas, a name that is taken")]
    [InlineData("GDAS\" }];", "it brings the method GDAS, a name that is taken")]
    [InlineData("random-search\" }];", "a name that is taken")]
    [InlineData("entropy\" }];", "a name that is taken")]
    [InlineData("a.b\" }];", "its method is called 'a.b'; a name is letters")]
    [InlineData("\" }];", "its method is called ''")]
    [InlineData("both\" }]; public IReadOnlyList<SamplingMethod> SearchFreeMethods => [RandomSearch.Method with { Name = \"both\" }];",
        "it brings the search-free method both, a name that is taken")]
    [InlineData("twice\" }, DartsV1.Method with { Name = \"twice\" }];", "it brings the method twice, a name that is taken")]
    public void Extension_WithANameThatCannotBe_IsRefused(string rest, string message)
    {
        using var folder = new TemporaryFolder();
        Refuse(CompiledExtension.Of(folder, "mine", Named + rest), message);
    }

    [Theory]
    [InlineData("public IReadOnlyList<CandidateOperation> Operations => [new(\"skip_connect\", site => site.Source)];",
        "the operation skip_connect, a name that is taken")]
    [InlineData("public IReadOnlyList<SearchMethod> Methods => [null!];", "its code fails: NullReferenceException")]
    [InlineData("public IReadOnlyList<SearchMethod> Methods => throw new System.InvalidOperationException(\"not today\");",
        "its code fails: InvalidOperationException: not today")]
    [InlineData("static readonly int Never = int.Parse(\"never\"); "
        + "public IReadOnlyList<SearchMethod> Methods => [DartsV1.Method with { Name = $\"m{Never}\" }];",
        "The type initializer for 'Mine' threw an exception", "'never'")]
    [InlineData("public Mine(int number) => System.GC.KeepAlive(number);", "it brings nothing")]
    public void Extension_WhoseCodeFails_IsRefused(string members, params string[] messages)
    {
        using var folder = new TemporaryFolder();
        Refuse(CompiledExtension.Of(folder, "mine", members), messages);
    }

    [Theory]
    [InlineData("[assembly: System.Reflection.AssemblyVersion(\"9.8.7.6\")]", "", "9.8.7.6")]
    [InlineData("namespace AerNas.Methods { public static class Gone { public static void Call() { } } }",
        "public void Call() => AerNas.Methods.Gone.Call();", "AerNas.Methods.Gone")]
    [InlineData("namespace AerNas.Methods { public static class MethodCatalog { public static void Gone() { } } }",
        "public void Call() => AerNas.Methods.MethodCatalog.Gone();", "Gone")]
    public void Extension_OfAnotherVersion_IsRefused(string library, string members, string culprit)
    {
        using var folder = new TemporaryFolder();
        Refuse(CompiledExtension.OfOtherVersion(folder, library, members),
            "it was built against another version of AerNas", culprit, "Build it against this one");
    }

    [Fact]
    public void Extension_WhatItNeeds_LiesBesideIt()
    {
        using var folder = new TemporaryFolder();
        var file = CompiledExtension.WithDependency(folder, "by-another");
        Assert.Contains("by-another", CommandRun.Of("methods", "--extension", file).Output, StringComparison.Ordinal);
        File.Delete(folder["names.dll"]);
        Refuse(file, "'names, Version=0.0.0.0");
    }

    [Fact]
    public void Extension_NamedTwice_IsRefused()
    {
        using var folder = new TemporaryFolder();
        var file = CompiledExtension.Of(folder, "mine", Named + "other\" }];");
        CommandRun.Of("methods", "--extension", file, "--extension", file).IsRefused("name it once");
    }

    [Fact]
    public void Extension_WithoutAFile_IsRefused()
    {
        CommandRun.Of("methods", "--extension").IsRefused("--extension");
        CommandRun.Of("methods", "--extension", "").IsRefused("there is no such file");
    }

    private static void Refuse(string file, params string[] messages) =>
        CommandRun.Of("methods", "--extension", file).IsRefused([Path.GetFileName(file), .. messages]);
}
