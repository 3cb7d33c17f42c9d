using System.Text.Json;
using AerNas.Json;

namespace AerNas.Methods;

/// <summary>A method's published hyperparameters as the catalogue lists them: JSON values by the paths of <c>--set</c>.</summary>
public static class PublishedValues
{
    /// <summary>All of them on a space.</summary>
    public static ImmutableSortedDictionary<string, string> Of(SearchMethod method, SearchSpace space)
    {
        ArgumentNullException.ThrowIfNull(method);
        var options = JsonSerializer.SerializeToNode(method.Published(space), SearchOptionsJson.Of(method))!.AsObject();
        foreach (var other in (string[])["space", "method", "watch", "runtime"]) options.Remove(other);
        return Leaves(options, "").ToImmutableSortedDictionary(StringComparer.Ordinal);
    }

    /// <summary>Those that are not the yardstick's on the same space; none for the yardstick itself.</summary>
    public static ImmutableSortedDictionary<string, string> ThatDiffer(SearchMethod method, SearchSpace space)
    {
        var yardstick = Of(MethodCatalog.Yardstick, space);
        return Of(method, space).RemoveRange(yardstick.Intersect(Of(method, space)).Select(value => value.Key));
    }

    /// <summary>Those of a search-free method.</summary>
    public static ImmutableSortedDictionary<string, string> Of(SamplingMethod method)
    {
        ArgumentNullException.ThrowIfNull(method);
        var options = JsonSerializer.SerializeToNode(method.Published, SamplingOptionsJson.Of(method))!.AsObject();
        options.Remove("space");
        options.Remove("method");
        return Leaves(options, "").ToImmutableSortedDictionary(StringComparer.Ordinal);
    }

    /// <summary>Those that chance does not have.</summary>
    public static ImmutableSortedDictionary<string, string> ThatDiffer(SamplingMethod method) =>
        Of(method).RemoveRange(Of(method).Intersect(Of(MethodCatalog.Chance)).Select(value => value.Key));

    /// <summary>The values that are no groups. A part that is absent has none.</summary>
    private static IEnumerable<KeyValuePair<string, string>> Leaves(JsonObject group, string prefix) =>
        group.SelectMany(member => member.Value switch
    {
        JsonObject nested => Leaves(nested, $"{prefix}{member.Key}."),
        null => [],
        var value => [KeyValuePair.Create($"{prefix}{member.Key}", JsonText.Write(value))],
    });
}
