using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace AerNas.Methods;

/// <summary>The JSON of options whose property <c>Own</c> holds what a method has of its own: a member under the method's name.</summary>
internal static class OwnOptionsJson
{
    /// <summary>How the options of a method are read and written; what is read is made for the method.</summary>
    /// <typeparam name="T">The options.</typeparam>
    public static JsonTypeInfo<T> Of<T>(JsonSerializerContext all, string name, Type? own, object method)
    {
        var options = new JsonSerializerOptions(all.Options)
        {
            TypeInfoResolver = JsonTypeInfoResolver.Combine(all, new DefaultJsonTypeInfoResolver()).WithAddedModifier(type =>
            {
                if (type.Type == typeof(T)) Complete(type, name, own, method);
            }),
        };
        options.Converters.Add(new JsonStringEnumConverter());
        return (JsonTypeInfo<T>)options.GetTypeInfo(typeof(T));
    }

    private static void Complete(JsonTypeInfo type, string name, Type? own, object method)
    {
        var (ofMethod, by) = (Property(type, "Own"), Property(type, "By"));
        type.OnDeserialized = read => by.SetValue(read, method);
        if (own is null) return;
        var member = type.CreateJsonPropertyInfo(own, name);
        (member.Get, member.Set, member.IsSetNullable) = (ofMethod.GetValue, ofMethod.SetValue, false);
        type.Properties.Add(member);
    }

    private static PropertyInfo Property(JsonTypeInfo type, string name) => type.Type.GetProperty(name)!;
}
