namespace AerNas.Genotypes.Notations;

/// <summary>The keyword arguments of the official notation as far as they are read.</summary>
internal sealed class DartsFields
{
    public const string Names = "normal, normal_concat, reduce, reduce_concat";
    public List<DartsItem>? Normal { get; set; }
    public Positioned<List<Positioned<int>>>? NormalConcat { get; set; }
    public List<DartsItem>? Reduce { get; set; }
    public Positioned<List<Positioned<int>>>? ReduceConcat { get; set; }

    public string? Missing => Names.Split(", ").FirstOrDefault(name => !Has(name));

    public bool Has(string name) => name switch
    {
        "normal" => Normal is not null,
        "normal_concat" => NormalConcat is not null,
        "reduce" => Reduce is not null,
        "reduce_concat" => ReduceConcat is not null,
        _ => false,
    };
}
