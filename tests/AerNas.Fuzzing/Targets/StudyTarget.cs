using System.Collections.Immutable;
using AerNas.Fuzzing.Seeds;
using AerNas.Options;
using AerNas.Studies;

namespace AerNas.Fuzzing.Targets;

/// <summary>Files of studies, taken apart into their runs.</summary>
internal sealed class StudyTarget : IFuzzTarget
{
    public string Name => "studies";

    public int ShortInputs => 500;

    public ImmutableArray<FuzzInput> Seeds { get; } =
    [
        JsonWords.Seed("study.json", """{"methods": ["darts-v1"]}"""),
        JsonWords.Seed("study.json", """
            {"space": "nasbench201", "scale": "Small", "methods": ["gdas", "setn"], "entropy": ["off", "-0.2:0.2"], "seeds": [0, 1], "tabular": "t.tabular",
             "options": {"data": {"path": "p", "images": 64}, "search": {"epochs": 2}}, "methodOptions": {"gdas": {"search": {"epochs": 4}}},
             "training": {"training": {"epochs": 1}, "network": {"channels": 2}}}
            """),
        JsonWords.Seed("study.json",
            """{"space": "darts", "scale": "Paper", "methods": ["p-darts"], "entropy": ["0.1"], "seeds": [3], "training": {}}"""),
    ];

    public ImmutableArray<byte[]> Words { get; } = JsonWords.With(
        "\"methods\":", "\"gdas\"", "\"entropy\":", "\"off\"", "\"0.1:0.2\"", "\"seeds\":", "\"options\":", "\"methodOptions\":",
            "\"training\":", "\"darts\"", "\"Paper\"", "\"data\":{\"path\":\"\"}");

    public ImmutableArray<Type> Refusals { get; } = [typeof(InvalidOptionsException)];

    public byte[] Mend(FuzzInput input) => JsonMutation.Of(Seeds, input);

    public void Read(FuzzInput input) => _ = new StudyPlan(StudyOptions.Parse(input.Text(), "fuzzed")).Runs.Length;
}
