using AerNas.Options;

namespace AerNas.Methods;

/// <summary>The options that one search-free method alone has; in JSON and in <c>--set</c> they stand under its name.</summary>
public abstract record SamplerOptions
{
    /// <summary>Tells every problem with these options.</summary>
    /// <param name="rules">Is told, with paths that begin behind the method's name.</param>
    public abstract void Check(OptionRules rules);
}
