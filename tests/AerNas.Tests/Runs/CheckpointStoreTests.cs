using AerNas.Runs;

namespace AerNas.Tests.Runs;

public sealed class CheckpointStoreTests
{
    [Fact]
    public void Save_ThreeTimes_KeepsTheLastTwo()
    {
        using var folder = new TemporaryFolder();
        var store = RunDirectory.Create(folder["run"]).Checkpoints;
        for (var epoch = 1; epoch <= 3; epoch++) store.Save(new RunPosition(epoch, 0), new byte[] { (byte)epoch });

        Assert.Equal(["000002-000000.safetensors", "000003-000000.safetensors"], store.List().Select(Path.GetFileName));
        Assert.Equal(4, Directory.GetFiles(store.Path).Length); // each with its digest, nothing else
        Assert.Equal([3], store.Load().Content);
    }

    /// <summary>Killed after the third was saved, while the first was being removed, or before the fourth was named.</summary>
    [Fact]
    public void Prune_WhatAKilledProcessDidNotRemove_IsRemoved()
    {
        using var folder = new TemporaryFolder();
        var store = RunDirectory.Create(folder["run"]).Checkpoints;
        for (var epoch = 2; epoch <= 3; epoch++) store.Save(new RunPosition(epoch, 0), new byte[] { (byte)epoch });
        var kept = Directory.GetFiles(store.Path).Order(StringComparer.Ordinal).ToArray();
        foreach (var left in new[] { "000000-000004.safetensors", "000000-000004.safetensors.sha256", "000001-000000.safetensors.sha256",
            "000004-000000.safetensors.sha256" })
            folder.Write($"run/checkpoints/{left}", [1]);

        store.Prune();

        Assert.Equal(kept, Directory.GetFiles(store.Path).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("flip")]
    [InlineData("cut")]
    [InlineData("digest gone")]
    public void Load_DamagedNewest_OffersTheOneBefore(string damage)
    {
        using var folder = new TemporaryFolder();
        var store = RunDirectory.Create(folder["run"]).Checkpoints;
        store.Save(new RunPosition(1, 0), new byte[] { 1, 2, 3 });
        store.Save(new RunPosition(1, 7), new byte[] { 4, 5, 6 });
        var newest = store.List()[^1];
        if (damage == "flip") File.WriteAllBytes(newest, [4, 5, 7]);
        if (damage == "cut") File.WriteAllBytes(newest, [4]);
        if (damage == "digest gone") File.Delete(newest + ".sha256");

        var exception = Assert.Throws<CheckpointMismatchException>(() => store.Load());

        Assert.Equal(newest, exception.File);
        Assert.Contains("--checkpoint 000001-000000.safetensors", exception.Message, StringComparison.Ordinal);
        Assert.Equal([1, 2, 3], store.Load(store.Find("000001-000000.safetensors")).Content);
    }

    [Fact]
    public void Load_BothDamaged_SaysThatNoneIsLeft()
    {
        using var folder = new TemporaryFolder();
        var store = RunDirectory.Create(folder["run"]).Checkpoints;
        store.Save(new RunPosition(1, 0), new byte[] { 1 });
        File.WriteAllBytes(store.List()[0], [2]);

        Assert.Contains("no sound checkpoint is left", Assert.Throws<CheckpointMismatchException>(() => store.Load()).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void List_PartialFileOfACrash_IsIgnored()
    {
        using var folder = new TemporaryFolder();
        var store = RunDirectory.Create(folder["run"]).Checkpoints;
        store.Save(new RunPosition(1, 0), new byte[] { 1 });
        File.WriteAllBytes(store.List()[0] + ".partial", [9]);

        Assert.Single(store.List());
    }

    [Fact]
    public void Find_UnknownName_ListsWhatThereIs()
    {
        using var folder = new TemporaryFolder();
        var store = RunDirectory.Create(folder["run"]).Checkpoints;
        store.Save(new RunPosition(2, 0), new byte[] { 1 });

        Assert.Contains("000002-000000", Assert.Throws<CheckpointMismatchException>(() => store.Find("best")).Message,
            StringComparison.Ordinal);
    }
}
