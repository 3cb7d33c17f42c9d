namespace AerNas.Tests.Conventions;

/// <summary>Rooms: a folder of the sources holds so many files that a reader sees at once what is in it.</summary>
public sealed class RoomTests
{
    private const int FilesOfFolder = 25;

    /// <summary>Folders that are larger still, each with what it is to become.</summary>
    private static readonly Dictionary<string, string> Larger = new()
    {
        ["src/AerNas/Searching"] = "options, the stage and what a stage watches are three rooms",
    };

    [Fact]
    public void Folders_OfTheSources_AreOfASizeToBeSeenAtOnce()
    {
        var large = Repository.Files("src", ".cs").GroupBy(path => path[..path.LastIndexOf('/')]).Where(folder => folder.Count() > FilesOfFolder).ToArray();
        Repository.AssertNone($"At most {FilesOfFolder} files a folder (split it by concept):",
            large.Where(folder => !Larger.ContainsKey(folder.Key)).Select(folder => $"{folder.Key}: {folder.Count()}"));
        Repository.AssertNone("No longer too large; take it out of the list:", Larger.Keys.Except(large.Select(folder => folder.Key)));
    }
}
