namespace AerNas.Methods;

/// <summary>The architectures that a search came to of which none is better than another in everything that counts.</summary>
/// <param name="Members">All of them, the most accurate first.</param>
/// <param name="Best">The one that is the result.</param>
public sealed record ArchitectureFront(ImmutableArray<FrontMember> Members, FrontMember Best);

/// <summary>An architecture with what counts of it.</summary>
/// <param name="Path">The architecture.</param>
/// <param name="Accuracy">Its validation accuracy, in percent.</param>
/// <param name="Parameters">Trainable parameters of its network.</param>
/// <param name="MultiplyAdds">Of an image.</param>
public sealed record FrontMember(ChosenOperations Path, double Accuracy, long Parameters, long MultiplyAdds)
{
    /// <summary>The architecture as a value of its own.</summary>
    public Genotype Genotype => Path.ToGenotype();

    /// <summary>As the result of a run states it.</summary>
    internal JsonObject ToJson() => new()
    {
        ["genotype"] = Genotype.ToString(),
        ["validationAccuracy"] = Accuracy / 100,
        ["parameters"] = Parameters,
        ["multiplyAdds"] = MultiplyAdds,
    };
}
