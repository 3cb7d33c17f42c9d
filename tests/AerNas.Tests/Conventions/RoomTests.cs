namespace AerNas.Tests.Conventions;

/// <summary>Rooms: a folder of the sources holds so many files that a reader sees at once what is in it.</summary>
public sealed class RoomTests
{
    private const int FilesOfFolder = 25;

    [Fact]
    public void Folders_OfTheSources_AreOfASizeToBeSeenAtOnce()
    {
        Repository.AssertNone($"At most {FilesOfFolder} files a folder (split it by concept):",
            Repository.Files("src", ".cs").GroupBy(path => path[..path.LastIndexOf('/')]).Where(folder => folder.Count() > FilesOfFolder)
                .Select(folder => $"{folder.Key}: {folder.Count()}"));
    }
}
