using AerNas.Methods;
using AerNas.Runs;
using AerNas.Searching;
using AerNas.Spaces;

namespace AerNas.Tests.Searching;

/// <summary>Searches in stages: their plan, their options, and what happens where one ends.</summary>
public sealed class StageTests
{
    [Fact]
    public void MomentAt_PublishedStages_CountsEpochsFromTheStart()
    {
        var options = PDarts.Method.Published(SearchSpace.Darts);
        var moment = options.MomentAt(new RunPosition(36, 0)); // the twelfth epoch of the second stage

        Assert.Equal(75, new StagePlan(options).Epochs);
        Assert.Equal((1, 11, 25), (moment.Stage, moment.Search.Epoch, moment.Search.Epochs));
        Assert.Equal((1, 15), (moment.Architecture.Epoch, moment.Architecture.Epochs));
        Assert.False(options.MomentAt(new RunPosition(34, 0)).AlphaLearns);
        Assert.Equal(2, options.MomentAt(new RunPosition(75, 0)).Stage);
    }

    [Fact]
    public void At_StagesOfTheirOwnLength_FollowEachOther()
    {
        var published = PDarts.Method.Published(SearchSpace.Darts);
        var plan = new StagePlan(published with
        {
            Own = new PDartsOptions { Stages = [new() { Epochs = 2 }, new(), new() { Epochs = 1 }] },
        });

        Assert.Equal(28, plan.Epochs);
        Assert.Equal([0, 1, 1, 2], new[] { 1, 2, 26, 27 }.Select(epoch => plan.At(epoch).Stage));
    }

    [Theory]
    [InlineData("9,5,3", "p-darts.stages[0].operations")]
    [InlineData("6,5,3", "p-darts.stages[0].operations")]
    [InlineData("8,9,3", "p-darts.stages[1].operations")]
    [InlineData("8,5,6", "p-darts.stages[2].operations")]
    [InlineData("8,5,1", "p-darts.stages[2].operations")]
    public void Validate_APlanThatKeepsMoreThanThereAre_IsRefused(string counts, string path)
    {
        StageOptions[] stages = [.. counts.Split(',').Select(count => new StageOptions { Operations = int.Parse(count) })];
        var problem =
            Assert.Single((PDarts.Method.Published(SearchSpace.Darts) with { Own = new PDartsOptions { Stages = stages } }).Validate());

        Assert.Equal(path, problem.Path);
        Assert.Contains(path["p-darts.stages[".Length] == '0' ? "must be 8" : "must be from 2 to", problem.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Validate_StagesOfAMethodWithoutAny_AreRefused()
    {
        var options = DartsV1.Method.Published(SearchSpace.Darts) with { Own = new PDartsOptions() };
        Assert.Contains("no options of its own, not PDartsOptions", Assert.Single(options.Validate()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Resume_WhereAStageEnds_EndsInTheBytesOfAnUnbrokenRun()
    {
        using var folder = new TemporaryFolder();
        var options = SmallSearch.Options(folder, "darts", "p-darts", epochs: 1);
        using (var whole = SearchRun.Start(options, folder["whole"], TimeProvider.System))
        {
            var result = SearchRuns.Finish(whole);
            Assert.Equal(9, result.Variants.Length);
        }

        var end = SearchRuns.LastCheckpoint(folder["whole"]);
        // the second stage has ended, the third not begun
        using (var resumed = SearchRun.Resume(folder["whole"], "000002-000000.safetensors"))
            SearchRuns.Finish(resumed);
        Assert.Equal(end, SearchRuns.LastCheckpoint(folder["whole"]));
        using (var broken = SearchRun.Start(options, folder["broken"], TimeProvider.System))
            SearchRuns.Interrupt(broken, new RunPosition(1, 1));
        using (var resumed = SearchRun.Resume(folder["broken"])) // the second stage has begun
            SearchRuns.Finish(resumed);
        Assert.Equal(end, SearchRuns.LastCheckpoint(folder["broken"]));

        var rows = RunDirectory.Open(folder["whole"]).Metrics.Read().ToArray();
        Assert.Equal([1, 2, 3], rows.Select(row => row["stage"]!.GetValue<int>()));
        Assert.Equal([8, 5, 3], rows.Select(row => row["alpha"]!["Normal"]!["2<-0"]!.AsObject().Count));
    }
}
