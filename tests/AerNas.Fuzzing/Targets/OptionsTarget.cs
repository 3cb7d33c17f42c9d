using System.Collections.Immutable;
using System.Text.Json;
using AerNas.Fuzzing.Seeds;
using AerNas.Methods;
using AerNas.Options;
using AerNas.Spaces;

namespace AerNas.Fuzzing.Targets;

/// <summary>Files of options of a search, laid over defaults as <c>--config</c> is, and checked.</summary>
internal sealed class OptionsTarget : IFuzzTarget
{
    private static readonly SearchOptions Defaults = PDarts.Method.Published(SearchSpace.Darts);

    public string Name => "options";

    public int ShortInputs => 1_000;

    public ImmutableArray<FuzzInput> Seeds { get; } =
    [
        JsonWords.Seed("config.json", JsonSerializer.Serialize(Defaults, SearchOptionsJson.Of(PDarts.Method))),
        JsonWords.Seed("config.json",
            """{"search": {"epochs": 7}, "data": {"path": "x", "trainPortion": 0.5}, "stop": null, "watch": {"eigenvalue": true}}"""),
        JsonWords.Seed("config.json",
            """{"p-darts": {"stages": [{"epochs": 2, "operations": 8}, {"operations": 5}, {"operations": 3, "skipDropout": 0.1}]}, "runtime": {"engine": "fused"}}"""),
    ];

    public ImmutableArray<byte[]> Words { get; } = JsonWords.With(
        "\"search\":", "\"epochs\":", "\"p-darts\":", "\"stages\":", "\"data\":", "\"path\":", "\"runtime\":", "\"device\":", "\"stop\":{}",
            "\"temperature\":{}", "\"supernet\":", "\"Together\"");

    public ImmutableArray<Type> Refusals { get; } = [typeof(InvalidOptionsException)];

    public byte[] Mend(FuzzInput input) => JsonMutation.Of(Seeds, input);

    public void Read(FuzzInput input)
    {
        var overlay = SearchOptionsJson.Overlay(PDarts.Method, Defaults);
        overlay.Apply(input.Text(), "fuzzed");
        var options = overlay.Build();
        if (options.Validate() is { Count: > 0 } problems) throw new InvalidOptionsException(problems);
        var plan = new StagePlan(options);
        options.MomentAt(new(plan.Epochs - 1, 0));
    }
}
