using System.Text.Json.Nodes;
using AerNas.Genotypes;
using AerNas.Methods;
using AerNas.Options;
using AerNas.Studies;
using AerNas.Zoo;

namespace AerNas.Tests.Studies;

public sealed class StudyPlanTests
{
    [Fact]
    public void Runs_AreEverySettingWithTheFirstSeedThenWithTheNext()
    {
        var plan = new StudyPlan(new StudyOptions { Methods = ["darts-v1", "rsps"], Entropy = ["off", "-0.2:0.2", "0.2"], Seeds = [7, 1] });

        string[] settings = ["darts-v1, off", "darts-v1, -0.2:0.2", "darts-v1, 0.2", "rsps"]; // rsps learns no alpha: nothing to regularize
        Assert.Equal([.. settings.Select(setting => (setting, 7)), .. settings.Select(setting => (setting, 1))],
            plan.Runs.Select(run => (run.Setting, run.Seed)));
        Assert.Equal("darts-v1_-0.2to0.2_seed7", plan.Runs[1].Folder);
        Assert.Equal([null, "darts-v1, off", "darts-v1, off", null], plan.Runs.Take(4).Select(run => run.Against));
        Assert.Equal(plan.Runs.Length, plan.Runs.Select(run => run.Folder).Distinct().Count());
    }

    [Fact]
    public void Entropy_OfAMethod_StandsInPlaceOfThatOfAll()
    {
        const string Study = """
            { "methods": ["darts-v1", "gdas"], "entropy": ["off", "-0.2:0.2"], "methodEntropy": { "GDAS": ["OFF"] }, "seeds": [0] }
            """;
        var plan = new StudyPlan(StudyOptions.Parse(Study, "study.json"));
        Assert.Equal(["darts-v1, off", "darts-v1, -0.2:0.2", "gdas, off"], plan.Runs.Select(run => run.Setting));
    }

    [Theory]
    [InlineData("""{ "gdas": ["off"] }""", "methodEntropy.gdas: is for a method that the study does not run")]
    [InlineData("""{ "darts-v1": [] }""", "methodEntropy.darts-v1: needs at least one")]
    [InlineData("""{ "darts-v1": ["high"] }""", "methodEntropy.darts-v1[0]: ")]
    public void Entropy_OfAMethodThatCannotBe_IsRefused(string entropy, string message)
    {
        var study = StudyOptions.Parse($$"""{ "methods": ["darts-v1"], "methodEntropy": {{entropy}} }""", "study.json");
        var refused = Assert.Throws<InvalidOptionsException>(() => new StudyPlan(study));
        Assert.Contains(message, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Architectures_OfTheZoo_AreNamedAlone()
    {
        const string Study = """
            { "architectures": [{ "name": "DARTS_V2" }, { "name": "ours", "genotype": "p-darts" }], "training": {}, "space": "darts" }
            """;
        var found = StudyOptions.Parse(Study, "study.json").Architectures!;
        Assert.Equal([GenotypeZoo.Find("DARTS_V2").Architecture, GenotypeZoo.Find("PDARTS").Architecture],
            found.Select(architecture => GenotypeNotation.Parse(architecture.Genotype)));
    }

    [Fact]
    public void Options_OfAMethod_LieOverThoseOfAll()
    {
        var plan = new StudyPlan(new StudyOptions
        {
            Methods = ["darts-v1", "gdas"],
            Entropy = ["-0.2:0.3"],
            Seeds = [4],
            Options = JsonNode.Parse("""{ "search": { "epochs": 6 }, "alpha": { "learningRate": 0.1 } }""")!.AsObject(),
            MethodOptions = new Dictionary<string, JsonObject>
            {
                ["gdas"] = JsonNode.Parse("""{ "search": { "epochs": 9 } }""")!.AsObject(),
            },
        });

        var searches = plan.Runs.Select(plan.SearchOf).ToArray();
        Assert.Equal([6, 9], searches.Select(search => search!.Search.Epochs));
        Assert.All(searches, search => Assert.Equal((4, 0.1, EntropySchedule.Cosine, 0.3, 1),
            (search!.Search.Seed, search.Alpha.LearningRate, search.Entropy.Schedule, search.Entropy.Positive, search.Runtime.Threads)));
    }

    [Theory]
    [InlineData("""{ "temperature": { "first": 5 } }""")]
    [InlineData("""{ "gdas": { "temperature": { "first": 5 } } }""")]
    public void Options_OfTheMethodsOwn_StandWithItsNameOrWithout(string own)
    {
        var study = $$"""{ "methods": ["gdas"], "entropy": ["off"], "seeds": [0], "methodOptions": { "gdas": {{own}} } }""";
        var plan = new StudyPlan(StudyOptions.Parse(study, "study.json"));
        Assert.Equal((5, 0.1), plan.SearchOf(Assert.Single(plan.Runs))!
            .Part<TemperatureOptions>() is var tau ? (tau.First, tau.Last) : default);
    }

    [Fact]
    public void PaperScale_StartsFromThePublishedValues()
    {
        var plan = new StudyPlan(new StudyOptions { Methods = ["darts-v1"], Scale = StudyScale.Paper });
        Assert.Equal((50, 16, 5, 3e-4), plan.SearchOf(plan.Runs[0]) is { } search
            ? (search.Search.Epochs, search.Supernet.Channels, search.Supernet.Cells, search.Alpha.LearningRate) : default);
    }

    [Theory]
    [InlineData("""{ }""", "methods: needs at least one.")]
    [InlineData("""{ "methods": ["magic"] }""", "methods[0]: 'magic' is no method here; there are darts-v1")]
    [InlineData("""{ "methods": ["p-darts"] }""", "methods[0]: 'p-darts' is no method here")] // of the DARTS space only
    [InlineData("""{ "methods": ["gdas", "gdas"] }""", "methods: names one of them twice: gdas.")]
    [InlineData("""{ "methods": ["gdas"], "seeds": [1, 2, 1] }""", "seeds: names one of them twice: 1.")]
    [InlineData("""{ "methods": ["gdas"], "seeds": [] }""", "seeds: needs at least one.")]
    [InlineData("""{ "methods": ["gdas"], "entropy": ["some"] }""", "entropy[0]: 'some' is neither off, nor a number, nor NEG:POS")]
    [InlineData("""{ "methods": ["gdas"], "space": "sea" }""", "space: 'sea' is no search space; there are darts, nasbench201")]
    [InlineData("""{ "methods": ["gdas"], "space": "darts", "tabular": "x" }""",
        "tabular: the table holds cells of nasbench201, not of darts")]
    [InlineData("""{ "methods": ["gdas"], "options": { "search": { "epoch": 3 } } }""",
        "options.search.epoch: there is no such option; here there are epochs")]
    [InlineData("""{ "methods": ["gdas"], "options": { "search": { "epochs": 0 } } }""",
        "options.search.epochs: must be at least 1, is 0.")]
    [InlineData("""{ "methods": ["gdas"], "options": { "search": { "epochs": "few" } } }""",
        "options.search.epochs: the value \"few\" is of the wrong kind.")]
    [InlineData("""{ "methods": ["gdas"], "options": { "search": { "seed": 3 } } }""",
        "options.search.seed: a study says it by its own member seeds")]
    [InlineData("""{ "methods": ["gdas"], "options": { "entropy": { "schedule": "Off" } } }""", "options.entropy.schedule: a study says it "
        + "by its own member entropy")]
    [InlineData("""{ "methods": ["gdas"], "methodOptions": { "setn": {} } }""", "methodOptions.setn: is for a method that the study does "
        + "not run; it runs gdas.")]
    [InlineData("""{ "methods": ["gdas"], "methodOptions": { "gdas": { "alpha": 3 } } }""",
        "methodOptions.gdas.alpha: this is a group of options")]
    [InlineData("""{ "methods": ["gdas"], "methodOptions": { "gdas": { "temperature": 3 } } }""",
        "methodOptions.gdas.temperature: this is a group of options")]
    [InlineData("""{ "methods": ["gdas"], "seed": 3 }""", "seed: there is no such option; here there are space, scale, "
        + "methods, entropy, methodEntropy, seeds")]
    [InlineData("""{ "methods": ["gdas"], "training": { "training": { "epoch": 3 } } }""", "training.training.epoch: there is no such "
        + "option; here there are epochs")]
    [InlineData("""{ "methods": ["gdas"], "training": { "training": { "epochs": 0 } } }""",
        "training.training.epochs: must be at least 1, is 0.")]
    [InlineData("""{ "methods": ["gdas"], "training": { "training": { "epochs": "few" } } }""", "training.training.epochs: the value "
        + "\"few\" is of the wrong kind.")]
    [InlineData("""{ "methods": ["gdas"], "training": { "data": { "images": 1 } } }""", "training.data.images: must be at least 2 (batch "
        + "norm needs two images), is 1.")]
    [InlineData("""{ "methods": ["gdas"], "training": { "network": { "auxiliaryHead": "Official" } } }""",
        "training.network.auxiliaryHead: NasBench201 networks have no auxiliary head; set None.")]
    [InlineData("""{ "methods": ["gdas"], "training": { "genotype": "DARTS_V2" } }""", "training.genotype: a study says it by what its "
        + "searches find; leave it out here.")]
    [InlineData("""{ "methods": ["gdas"], "training": { "training": { "seed": 3 } } }""", "training.training.seed: a study says it by its "
        + "own member seeds; leave it out here.")]
    [InlineData("""{ "methods": ["gdas"], "training": { "runtime": { "threads": 2 } } }""", "training.runtime.threads: a study says it by "
        + "options.runtime.threads; leave it out here.")]
    [InlineData("""{ "methods": ["gdas"], "training": "yes" }""", "training: the value \"yes\" is of the wrong kind.")]
    [InlineData("""{ "methods": "gdas" }""", "methods: the value \"gdas\" is of the wrong kind.")]
    [InlineData("""[ ]""", "study.json: expected a JSON object")]
    [InlineData("""{ "methods": ["gdas" }""", "study.json: not valid JSON")]
    public void BadFile_IsRefusedWithPathAndWhatIsAllowed(string json, string message) => Assert.Contains(message,
        Assert.Throws<InvalidOptionsException>(() => new StudyPlan(StudyOptions.Parse(json, "study.json"))).Message,
            StringComparison.Ordinal);

    [Fact]
    public void Training_StartsFromTheRecipeOfTheScaleOnTheImagesOfTheSearches()
    {
        const string Study = """
            { "space": "darts", "methods": ["darts-v1"], "options": { "data": { "path": "pictures", "imageSize": 16, "images": 50 }, "runtime": { "threads": 2 } },
              "training": { "network": { "dropPath": 0.3 }, "data": { "images": 9000 } } }
            """;
        var small = new StudyPlan(StudyOptions.Parse(Study, "study.json"));
        var paper = new StudyPlan(StudyOptions.Parse(Study, "study.json") with { Scale = StudyScale.Paper });

        // 120,000 / 9,000 epochs
        Assert.Equal((13, 16, 0.3), (small.Training!.Training.Epochs, small.Training.Network.Channels, small.Training.Network.DropPath));
        Assert.Equal((600, 36, 0.3, 16),
            (paper.Training!.Training.Epochs, paper.Training.Network.Channels, paper.Training.Network.DropPath,
                paper.Training.Data.Cutout));
        Assert.All([small, paper], plan => Assert.Equal(("pictures", 16, 9000, 2),
            (plan.Training!.Data.Path, plan.Training.Data.ImageSize, plan.Training.Data.Images, plan.Training.Runtime.Threads)));
        Assert.All(small.Runs, run => Assert.Equal(run.Seed, small.TrainingOf(run)!.Training.Seed));
        Assert.Equal([0, 1, 2, 3, 4], small.Runs.Where(run => run.Setting == StudyEntry.Random).Select(run => run.Seed));
        Assert.All(small.Runs.Where(run => run.Setting == StudyEntry.Random), run => Assert.Null(small.LookupOf(run)));
    }

    [Fact]
    public void Training_OnImagesOfItsOwn_IsNotResizedAsTheSearches()
    {
        var plan = new StudyPlan(StudyOptions.Parse("""
            { "methods": ["gdas"], "options": { "data": { "imageSize": 8 } }, "training": { "data": { "path": "others" } } }
            """, "study.json").WithImages("pictures"));
        Assert.Equal(("others", null), (plan.Training!.Data.Path, plan.Training.Data.ImageSize));
    }

    [Fact]
    public void Costs_GrowWithEpochsImagesAndChannels()
    {
        double Training(string own) =>
            CostOf(new StudyPlan(StudyOptions.Parse($$"""{ "methods": ["gdas"], "training": {{own}} }""", "study.json")));
        double CostOf(StudyPlan plan) => plan.TrainingCostOf(plan.Runs[0]);
        var plain = Training("""{ "training": { "epochs": 4 }, "data": { "images": 100 } }""");

        Assert.Equal(2, Training("""{ "training": { "epochs": 8 }, "data": { "images": 100 } }""") / plain, 1e-9);
        Assert.Equal(3, Training("""{ "training": { "epochs": 4 }, "data": { "images": 300 } }""") / plain, 1e-9);
        // squared, but for the stem
        Assert.InRange(Training("""{ "training": { "epochs": 4 }, "data": { "images": 100 }, "network": { "channels": 32 } }""") / plain, 3,
            4);
        var large = StudyOptions.Parse(
            """{ "space": "darts", "methods": ["darts-v1"], "training": { "network": { "form": "ImageNet", "auxiliaryHead": "Official" } } }""", "study.json");
        Assert.True(CostOf(new StudyPlan(large)) > 0); // whatever size the images will have
        var plan = new StudyPlan(new StudyOptions { Methods = ["darts-v1", "darts-v2"], Entropy = ["off"] });
        Assert.Equal(2.5, plan.SearchCostOf(plan.Runs[1]) / plan.SearchCostOf(plan.Runs[0]), 1e-9);
    }

    [Fact]
    public void BadFile_IsRefusedWithEveryProblem() => Assert.Equal(3, Assert.Throws<InvalidOptionsException>(() =>
        new StudyPlan(new StudyOptions { Methods = ["a", "b"], Seeds = [] })).Problems.Count);
}
