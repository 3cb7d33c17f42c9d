namespace AerNas.Methods;

/// <summary>A group of options that a method includes among its own: shared with other methods, or its alone.</summary>
public interface IMethodPart
{
    /// <summary>Tells every problem with these options.</summary>
    /// <param name="rules">Is told, with paths within the group.</param>
    /// <param name="search">All options of the search.</param>
    void Check(OptionRules rules, SearchOptions search);
}
