using System.Text.Json;
using System.Text.Json.Nodes;
using AerNas.Studies;
using AerNas.Tests.Searching;

namespace AerNas.Tests.Studies;

/// <summary>The smallest study worth running: searches of two epochs of three steps on noise.</summary>
internal static class SmallStudy
{
    /// <summary>Two methods, two regularizers and two seeds.</summary>
    public static StudyOptions Options(TemporaryFolder folder) => new()
    {
        Methods = ["darts-v1", "gdas"],
        Entropy = ["off", "-0.2:0.2"],
        Seeds = [3, 5],
        Options = Searches(folder),
    };

    /// <summary>One method, and the found networks trained for two epochs of six steps.</summary>
    public static StudyOptions Training(TemporaryFolder folder) => Options(folder) with { Methods = ["darts-v1"], Training = Trainings() };

    /// <summary>One method as a file.</summary>
    public static string File(TemporaryFolder folder) => File(folder, Options(folder) with { Methods = ["darts-v1"] });

    /// <summary>A study as a file.</summary>
    public static string File(TemporaryFolder folder, StudyOptions study)
    {
        System.IO.File.WriteAllText(folder["study.json"], JsonSerializer.Serialize(study, StudyOptionsJson.Default.StudyOptions));
        return folder["study.json"];
    }

    private static JsonObject Trainings() => new()
    {
        ["training"] = new JsonObject { ["epochs"] = 2, ["batchSize"] = 16 },
        ["network"] = new JsonObject { ["channels"] = 2 },
    };

    private static JsonObject Searches(TemporaryFolder folder) => new()
    {
        ["search"] = new JsonObject { ["epochs"] = 2, ["batchSize"] = 16 },
        ["data"] = new JsonObject { ["path"] = SmallSearch.WriteImages(folder) },
        ["supernet"] = new JsonObject { ["channels"] = 2 },
    };
}
