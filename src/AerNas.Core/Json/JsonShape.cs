using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace AerNas.Json;

/// <summary>Holds a JSON value against the type it is to become, and tells everything that does not fit, each with its path.</summary>
internal readonly struct JsonShape(OptionRules problems)
{
    public void Check(JsonNode? node, JsonTypeInfo type, bool nullable, string path)
    {
        if (problems.IsFull) return;
        if (Nullable.GetUnderlyingType(type.Type) is { } bare) type = type.Options.GetTypeInfo(bare);
        switch ((node, type.Kind))
        {
            case (null, _):
                problems.Require(nullable, path, $"must have a value, is null. Expected {Expected(type)}.");
                break;
            case var _ when type.Converter is IExplainedConverter converter:
                if (converter.ProblemOf(node!) is { } problem) problems.Require(false, path, problem);
                break;
            case (JsonObject members, JsonTypeInfoKind.Object):
                CheckMembers(members, type, path);
                break;
            case (JsonObject members, JsonTypeInfoKind.Dictionary):
                foreach (var (name, value) in members)
                    Check(value, type.Options.GetTypeInfo(type.ElementType!), IsNullable(type.ElementType!), Join(path, name));
                break;
            case (JsonArray list, JsonTypeInfoKind.Enumerable):
                for (var i = 0; i < list.Count; i++)
                    Check(list[i], type.Options.GetTypeInfo(type.ElementType!), IsNullable(type.ElementType!), $"{path}[{i}]");
                break;
            default:
                problems.Require(type.Kind == JsonTypeInfoKind.None && Fits(node, type), path,
                    $"the value {Shown(node)} is of the wrong kind. Expected {Expected(type)}.");
                break;
        }
    }

    /// <summary>Whether null is a value of a member.</summary>
    public static bool IsNullable(JsonPropertyInfo member) => member.PropertyType.IsValueType
        ? IsNullable(member.PropertyType)
        : member.IsSetNullable && member.AssociatedParameter?.IsNullable != false;

    private static bool IsNullable(Type type) => Nullable.GetUnderlyingType(type) is not null;

    private void CheckMembers(JsonObject members, JsonTypeInfo type, string path)
    {
        foreach (var (name, value) in members)
        {
            if (type.Properties.FirstOrDefault(member => member.Name == name) is { } known)
                Check(value, type.Options.GetTypeInfo(known.PropertyType), IsNullable(known), Join(path, name));
            else
                problems.Require(TakesUnknown(type), Join(path, name), "is not known here.");
        }

        foreach (var member in type.Properties)
        {
            var filled = member.AssociatedParameter is { HasDefaultValue: false, IsMemberInitializer: false }
                || (type.Type.IsValueType && member.Set is not null); // a value type's constructor is not told of
            var needed = member.IsRequired || (filled && !IsNullable(member)); // what is required may be null, but not left out
            problems.Require(!needed || members.ContainsKey(member.Name), Join(path, member.Name), "is missing.");
        }
    }

    private static bool TakesUnknown(JsonTypeInfo type) =>
        (type.UnmappedMemberHandling ?? type.Options.UnmappedMemberHandling) == JsonUnmappedMemberHandling.Skip;

    private static bool Fits(JsonNode node, JsonTypeInfo type)
    {
        try
        {
            var value = node.Deserialize(type);
            return !type.Type.IsEnum || Enum.IsDefined(type.Type, value!);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException or NotSupportedException)
        {
            return false;
        }
    }

    private static string Shown(JsonNode node) => PrintableText.Cut(PrintableText.Of(JsonText.Write(node)), 200);

    private static string Expected(JsonTypeInfo type) => type.Kind switch
    {
        JsonTypeInfoKind.Object or JsonTypeInfoKind.Dictionary => "an object",
        JsonTypeInfoKind.Enumerable => "a list",
        _ when type.Type.IsEnum => $"one of {string.Join(", ", Enum.GetNames(type.Type))}",
        _ when type.Type == typeof(string) => "a text",
        _ when type.Type == typeof(bool) => "true or false",
        _ when type.Type == typeof(int) || type.Type == typeof(long) => "a whole number",
        _ when type.Type == typeof(double) => "a number",
        _ when type.Type == typeof(JsonObject) => "an object",
        _ => "another value",
    };

    private static string Join(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";
}
