using AerNas.Methods;
using AerNas.Studies;
using AerNas.Training;

namespace AerNas.Tests.Studies;

public sealed class RecipeTests
{
    public static TheoryData<string, string> EveryScale =>
        [.. from recipe in Recipe.All from scale in new[] { "small", "paper" }
            where recipe.At(scale) is not null select (recipe.Name, scale)];

    [Fact]
    public void All_AreTheTablesAndFiguresOfThePaper() => Assert.Equal(
        ["fig1", "fig2", "fig3", "fig4", "fig5", "fig6", "table1", "table2", "table3"], Recipe.All.Select(recipe => recipe.Name));

    [Theory]
    [MemberData(nameof(EveryScale))]
    public void Study_OfEachScale_IsOneThatRuns(string name, string scale)
    {
        var recipe = Recipe.All.Single(recipe => recipe.Name == name);
        var options = StudyOptions.Parse(recipe.At(scale)!.Study.ToJsonString(), name);

        var plan = new StudyPlan(options);

        Assert.NotEmpty(plan.Runs);
        Assert.Equal(scale, options.Scale.ToString().ToLowerInvariant());
        var settings = plan.Runs.Select(run => run.Setting).ToHashSet();
        Assert.All(recipe.PaperNumbers.Concat(recipe.At(scale)!.Expected).Select(number => number.Setting).OfType<string>(),
            setting => Assert.Contains(setting, settings));
        Assert.All(recipe.PaperNumbers, number => Assert.True(number.Setting is not null || number.Missing is not null, number.Row));
    }

    /// <summary>
    /// The paper's hyperparameters are the published ones of each method; where it changes them itself, the recipe's rule says so.
    /// </summary>
    [Theory]
    [InlineData("table1")]
    [InlineData("table2")]
    [InlineData("table3")]
    [InlineData("fig2")]
    [InlineData("fig3")]
    [InlineData("fig4")]
    [InlineData("fig6")]
    public void PaperScale_LeavesThePublishedValues(string name)
    {
        var plan = new StudyPlan(StudyOptions.Parse(Recipe.All.Single(recipe => recipe.Name == name).Paper!.Study.ToJsonString(), name));
        Assert.All(plan.Runs.Where(run => plan.SearchOf(run) is not null), run =>
        {
            var search = plan.SearchOf(run)!;
            var published = MethodCatalog.All.Single(method => method.Name == run.Method).Published(search.Space);
            Assert.Equivalent(published with
            {
                Entropy = search.Entropy,
                Search = published.Search with { Seed = run.Seed },
                Runtime = search.Runtime,
            }, search, strict: true);
            Assert.True(run.Entropy is null or "off" == (search.Entropy.Schedule == EntropySchedule.Off));
        });
    }

    /// <summary>Section 4.2.2 of the paper: the recipe of DARTS, with more drop path.</summary>
    [Theory]
    [InlineData("table2")]
    [InlineData("fig3")]
    [InlineData("fig6")]
    public void PaperScale_TrainsAsThePaperDoes(string name)
    {
        var plan = new StudyPlan(StudyOptions.Parse(Recipe.All.Single(recipe => recipe.Name == name).Paper!.Study.ToJsonString(), name));
        var training = plan.Training!;
        var paper = TrainingRecipes.OptionsOf("cifar");
        Assert.Equivalent(paper with
        {
            Genotype = training.Genotype,
            Network = paper.Network with { DropPath = 0.3 },
            Runtime = training.Runtime,
        }, training, strict: true);
        Assert.Equal((600, 20, 36, 16, 0.4),
            (training.Training.Epochs, training.Network.Layers, training.Network.Channels, training.Data.Cutout,
                training.Network.AuxiliaryWeight));
    }

    [Fact]
    public void Fig5_AtPaperScale_HasTheStagesThePaperStates()
    {
        var plan = new StudyPlan(StudyOptions.Parse(Recipe.All.Single(recipe => recipe.Name == "fig5").Paper!.Study
            .ToJsonString(), "fig5"));
        var search = plan.SearchOf(plan.Runs[0])!;
        Assert.Equal([(5, 16, 0.0), (8, 28, 0.3), (11, 40, 0.6)], search.Stages!.Select(stage =>
            (search.Supernet.Layers + stage.AddedLayers, search.Supernet.Channels + stage.AddedChannels, stage.SkipDropout)));
    }
}
