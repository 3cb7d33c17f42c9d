namespace AerNas.Methods;

/// <summary>What methods have in common whose networks grow from stage to stage.</summary>
internal static class Deepening
{
    /// <summary>What a space lacks for that; null where it lacks nothing.</summary>
    public static string? RefusalOf(SearchSpace space) => space.Skeletons[0].Depth == "layers" ? null
        : "its stages make the network deeper by single cells, and the skeleton of the space does not say where these would "
        + "stand (it has no layers)";
}
