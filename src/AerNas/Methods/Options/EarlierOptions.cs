namespace AerNas.Methods;

/// <summary>The options of a search as AerNas wrote them when those of single methods were groups of all searches: each group a member,
/// null where the method did not have it.</summary>
public static class EarlierOptions
{
    private static readonly string[] Groups =
    [
        "temperature", "proposals", "controller", "partialChannels", "threshold", "zeroOne", "decisions", "perturbation",
            "attack", "entropySums",
        "minimumEntropy", "dropPath", "skipNoise", "resource", "cost", "operationDropout", "stages",
    ];

    /// <summary>The same options with the groups of single methods under the method's name; as they are where there are none.</summary>
    public static JsonObject Upgraded(JsonObject recorded, SearchMethod method)
    {
        ArgumentNullException.ThrowIfNull(recorded);
        ArgumentNullException.ThrowIfNull(method);
        var upgraded = recorded.DeepClone().AsObject();
        foreach (var group in Groups)
        {
            if (!upgraded.Remove(group, out var options) || options is null) continue;
            if (upgraded[method.Name] is not JsonObject own) upgraded[method.Name] = own = [];
            own[group] = options;
        }

        return upgraded;
    }
}
