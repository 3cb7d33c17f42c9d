using AerNas.Bilevel;

namespace AerNas.Methods;

/// <summary>What methods have in common that move w and alpha together.</summary>
internal static class SingleLevel
{
    /// <summary>Settings under which both levels learn from all training images, and the last epoch counts.</summary>
    public static SearchOptions Over(SearchOptions options) => options with
    {
        Search = options.Search with { Select = ArchitectureSelection.LastEpoch },
        Data = options.Data with { TrainPortion = 1 },
        Bilevel = options.Bilevel with { Order = UpdateOrder.Together, ClipCounts = ClipScope.Weights },
    };
}
