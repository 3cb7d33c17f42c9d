using System.Reflection;
using System.Text.Json;

namespace AerNas.Methods;

/// <summary>The options that one method has and others have not. In JSON and in <c>--set</c> they stand under the method's name:
/// <c>gdas.temperature.first</c>. Each property is an option or an <see cref="IMethodPart"/>; its initial value is the published
/// one.</summary>
public abstract record MethodOptions
{
    /// <summary>The part of a kind, or these options themselves where they are of that kind; null where no property holds one.</summary>
    public T? Part<T>()
        where T : class => this as T ?? Properties.Select(property => property.GetValue(this)).OfType<T>().FirstOrDefault();

    /// <summary>The same options with a part changed; as they are where no property holds one.</summary>
    public MethodOptions With<T>(Func<T, T> change)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(change);
        if (this is T) return (MethodOptions)(object)change((T)(object)this);
        var changed = this with { };
        foreach (var property in Properties)
            if (property.GetValue(this) is T part) property.SetValue(changed, change(part));

        return changed;
    }

    /// <summary>Tells every problem with these options: by itself those of the parts.</summary>
    /// <param name="rules">Is told, with paths that begin behind the method's name.</param>
    /// <param name="search">All options of the search.</param>
    public virtual void Check(OptionRules rules, SearchOptions search)
    {
        foreach (var property in Properties)
        {
            if (property.GetValue(this) is IMethodPart part)
                part.Check(rules.In(JsonNamingPolicy.CamelCase.ConvertName(property.Name)), search);
        }
    }

    /// <summary>Images that a step of an epoch has more than <c>search.batchSize</c>, of each half.</summary>
    /// <param name="epoch">The epoch, from 0.</param>
    /// <param name="space">What is searched.</param>
    public virtual int AddedImages(int epoch, SearchSpace space) => 0;

    /// <summary>The same options where <see cref="AddedImages"/> is 0 in every epoch: for searches of few images.</summary>
    public virtual MethodOptions WithoutAddedImages() => this;

    private PropertyInfo[] Properties => GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance);
}
