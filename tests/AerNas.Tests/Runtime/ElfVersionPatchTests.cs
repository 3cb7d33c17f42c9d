using AerNas.Runtime;

namespace AerNas.Tests.Runtime;

public sealed class ElfVersionPatchTests
{
    private const string Version = "GLIBCXX_3.4.32";
    private const string Symbol = "_ZSt21ios_base_library_initv";

    [Fact]
    public void MakeOptional_SmallLibrary_ChangesTheTwoFlagsAndNothingElse()
    {
        var library = SmallElfLibrary.Build(Symbol, Version);
        var patched = ElfVersionPatch.MakeOptional(library, Version, Symbol);
        var changed = Enumerable.Range(0, library.Length).Where(i => library[i] != patched[i]).ToArray();
        Assert.Equal([SmallElfLibrary.SymbolInfoOffset, SmallElfLibrary.VersionFlagsOffset], changed);
        Assert.Equal(0x22, patched[SmallElfLibrary.SymbolInfoOffset]); // weak function
        Assert.Equal(2, patched[SmallElfLibrary.VersionFlagsOffset]); // VER_FLG_WEAK
    }

    [Fact]
    public void MakeOptional_InstalledLibrary_ChangesTwoBytes()
    {
        var path = NativeRuntime.EnsureLoaded().Library;
        if (!OperatingSystem.IsLinux() || !File.Exists(path)) Assert.Skip("TorchSharp's library for Linux is not here.");
        var library = File.ReadAllBytes(path);
        var patched = ElfVersionPatch.MakeOptional(library, Version, Symbol);
        Assert.Equal(2, library.Zip(patched).Count(pair => pair.First != pair.Second));
    }

    [Fact]
    public void MakeOptional_Twice_ChangesNothingMore()
    {
        var once = ElfVersionPatch.MakeOptional(SmallElfLibrary.Build(Symbol, Version), Version, Symbol);
        Assert.Equal(once, ElfVersionPatch.MakeOptional(once, Version, Symbol));
    }

    [Fact]
    public void MakeOptional_VersionThatIsNotNeeded_Refuses()
    {
        var refusal = Assert.Throws<BadImageFormatException>(
            () => ElfVersionPatch.MakeOptional(SmallElfLibrary.Build(Symbol, "GLIBCXX_3.4.30"), Version, Symbol));
        Assert.Contains("does not need GLIBCXX_3.4.32", refusal.Message);
    }

    [Fact]
    public void MakeOptional_AnotherSymbolOfTheVersion_RefusesAndNamesIt()
    {
        var refusal = Assert.Throws<BadImageFormatException>(
            () => ElfVersionPatch.MakeOptional(SmallElfLibrary.Build("_ZSomethingCalled", Version), Version, Symbol));
        Assert.Contains("_ZSomethingCalled", refusal.Message);
    }

    [Fact]
    public void MakeOptional_CutAnywhere_RefusesWithoutReadingOutside()
    {
        var library = SmallElfLibrary.Build(Symbol, Version);
        for (var length = 0; length < library.Length; length++)
            Assert.Throws<BadImageFormatException>(() => ElfVersionPatch.MakeOptional(library[..length], Version, Symbol));
    }

    [Fact]
    public void MakeOptional_AnyByteWrong_PatchesOrRefuses()
    {
        var library = SmallElfLibrary.Build(Symbol, Version);
        for (var index = 0; index < library.Length; index++)
        {
            var damaged = library.ToArray();
            damaged[index] ^= 0xff;
            var failure = Record.Exception(() => ElfVersionPatch.MakeOptional(damaged, Version, Symbol));
            Assert.True(failure is null or BadImageFormatException, $"byte {index}: {failure}");
        }
    }

    [Fact]
    public void RequireComplete_FileCutInsideItsSegment_SaysHowMuchIsThere()
    {
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            File.WriteAllBytes(path, SmallElfLibrary.Build(Symbol, Version));
            ElfImage.RequireComplete(path);
            File.WriteAllBytes(path, SmallElfLibrary.Build(Symbol, Version)[..300]);
            Assert.Contains("300 bytes", Assert.Throws<BadImageFormatException>(() => ElfImage.RequireComplete(path)).Message);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
