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

    /// <summary>The same as a file.</summary>
    public static string File(TemporaryFolder folder)
    {
        System.IO.File.WriteAllText(folder["study.json"], new JsonObject
        {
            ["methods"] = new JsonArray("darts-v1"),
            ["seeds"] = new JsonArray(3, 5),
            ["options"] = Searches(folder),
        }.ToJsonString());
        return folder["study.json"];
    }

    private static JsonObject Searches(TemporaryFolder folder) => new()
    {
        ["search"] = new JsonObject { ["epochs"] = 2, ["batchSize"] = 16 },
        ["data"] = new JsonObject { ["path"] = SmallSearch.WriteImages(folder) },
        ["supernet"] = new JsonObject { ["channels"] = 2 },
    };
}
