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
    /// <param name="folder">Where images and file are written.</param>
    /// <param name="epochs">Epochs of each search.</param>
    /// <param name="training">Options of the trainings; null for none.</param>
    public static string File(TemporaryFolder folder, int epochs = 2, JsonObject? training = null)
    {
        System.IO.File.WriteAllText(folder["study.json"], new JsonObject
        {
            ["methods"] = new JsonArray("darts-v1"),
            ["seeds"] = new JsonArray(3, 5),
            ["options"] = Searches(folder, epochs),
            ["training"] = training,
        }.ToJsonString());
        return folder["study.json"];
    }

    /// <summary>Options of the smallest trainings.</summary>
    public static JsonObject Trainings(int epochs = 2) => new()
    {
        ["training"] = new JsonObject { ["epochs"] = epochs, ["batchSize"] = 16 },
        ["network"] = new JsonObject { ["channels"] = 2 },
    };

    private static JsonObject Searches(TemporaryFolder folder, int epochs = 2) => new()
    {
        ["search"] = new JsonObject { ["epochs"] = epochs, ["batchSize"] = 16 },
        ["data"] = new JsonObject { ["path"] = SmallSearch.WriteImages(folder) },
        ["supernet"] = new JsonObject { ["channels"] = 2 },
    };
}
