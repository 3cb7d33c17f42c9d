namespace AerNas.Tests.Parity;

public sealed class GoldenFoldersTests
{
    [Fact]
    public void NameCases_TwoFoldersWithLikeNames_KeepsEveryCaseUnderANameOfItsOwn()
    {
        using var folder = new TemporaryFolder();
        string[] cases = [Case(folder, "one", "a"), Case(folder, "one", "deep", "b"), Case(folder, "two", "a"), Case(folder, "two", "c")];
        var named = GoldenFolders.NameCases([folder["one"], folder["two"], folder["two"]]);
        Assert.Equal(["a", "c", Path.Combine("deep", "b"), cases[2]], named.Keys.OrderBy(Path.IsPathRooted)
            .ThenBy(name => name, StringComparer.Ordinal));
        Assert.All(named, pair => Assert.EndsWith(pair.Key, pair.Value, StringComparison.Ordinal));
        Assert.Equal(cases.Order(), named.Values.Order());
    }

    [Fact]
    public void Split_SeveralFolders_KeepsEachOnceInOrder()
    {
        using var folder = new TemporaryFolder();
        var (one, two) = (Directory.CreateDirectory(folder["one"]).FullName, Directory.CreateDirectory(folder["two"]).FullName);
        Assert.Equal([two, one], GoldenFolders.Split(string.Join(Path.PathSeparator, two, "", one, two)));
    }

    [Fact]
    public void Split_FolderThatDoesNotExist_IsRefused()
    {
        using var folder = new TemporaryFolder();
        var refusal = Assert.Throws<DirectoryNotFoundException>(() => GoldenFolders.Split(folder["absent"]));
        Assert.Contains(folder["absent"], refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("in_table", 1e-5, 0)]
    [InlineData("of_second", 1e-6, 1e-7)]
    [InlineData("of_third", 2e-5, 0)]
    [InlineData("untold", 1e-4, 0)]
    public void Float32Of_RowOrChapter_GivesWhatTheReadmeSays(string kind, double relative, double absolute)
    {
        const string Readme = """
            # First
            | case | KB | tensors | one | two | tolerance |
            | in_table | 1125 | 2969 | 8.3e-07 (weight_grad) | 7.5e-07 | 1e-5 | losses |

            # Second
            float32 against `out` 1e-6 of the group's maximum, absolute 1e-7 for the rest.
            | of_second | tensors | one | two |

            # Third
            float32 against `out` 2e-5 of the group's maximum. Discrete results exact.
            | of_third | tensors | one | two |
            """;
        Assert.Equal(new GoldenTolerance(relative, absolute), GoldenReadme.Float32Of(Readme, kind));
    }

    private static string Case(TemporaryFolder folder, params string[] path)
    {
        var made = Directory.CreateDirectory(folder[Path.Combine(path)]).FullName;
        File.WriteAllText(Path.Combine(made, "case.json"), "{}");
        return made;
    }
}
