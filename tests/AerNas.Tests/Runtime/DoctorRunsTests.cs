using System.Collections.Immutable;
using AerNas.Runtime;

namespace AerNas.Tests.Runtime;

public sealed class DoctorRunsTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void FolderThatCanBeWritten_IsNamed_AndLeftAsItWas(bool hasRuns)
    {
        using var folder = new TemporaryFolder();
        if (hasRuns) Directory.CreateDirectory(folder["runs"]);
        var (item, problems) = Look(folder.Path);
        Assert.Equal($"can be written in {(hasRuns ? folder["runs"] : folder.Path)}", item);
        Assert.Empty(problems);
        Assert.Equal(hasRuns ? [folder["runs"]] : [], Directory.GetFileSystemEntries(folder.Path, "*", SearchOption.AllDirectories));
    }

    [Theory]
    [InlineData("/sys/kernel")]
    [InlineData("/nowhere/at/all")]
    public void FolderThatCannot_IsAProblem_WithWhatToDo(string folder)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "there is no folder that nobody may write into");
        var (item, problems) = Look(folder);
        Assert.Equal($"cannot be written in {folder}", item);
        Assert.Contains("--out", Assert.Single(problems), StringComparison.Ordinal);
    }

    private static (string Item, ImmutableArray<string> Problems) Look(string folder)
    {
        var (items, problems) = (ImmutableArray.CreateBuilder<DoctorItem>(), ImmutableArray.CreateBuilder<string>());
        Doctor.AddRuns(folder, items, problems);
        return (Assert.Single(items).Value, problems.ToImmutable());
    }
}
