using System.Text.Json;

namespace AerNas.Methods;

/// <summary>Which methods have an option: for the refusal of one that another method has.</summary>
internal static class OptionOwners
{
    /// <summary>What to say of an option that a method does not have; null where no method of the catalogue has it.</summary>
    public static string? Explain(SearchMethod method, string path)
    {
        if (path.Contains('.', StringComparison.Ordinal)) return null; // within a group that the method has
        var group = path.Split('[')[0];
        if (MethodCatalog.TryFind(group, out var other) && other.OwnOptions is not null)
            return $"{method.Name} has no such options; they belong to {other.Name}.";
        if (Has(method, group)) return $"it stands under the name of its method: {method.Name}.{path}.";
        var owners = MethodCatalog.All.Where(owner => Has(owner, group)).Select(owner => owner.Name).ToList();
        return owners.Count == 0 ? null
            : $"{method.Name} has no such options; they belong to {string.Join(", ", owners)}, as "
            + $"{string.Join(", ", owners.Select(owner => $"{owner}.{group}"))}.";
    }

    private static bool Has(SearchMethod method, string group) =>
        method.OwnOptions?.GetProperties().Any(property => JsonNamingPolicy.CamelCase.ConvertName(property.Name) == group) == true;
}
