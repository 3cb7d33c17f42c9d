using System.Text.Json;

namespace AerNas.Genotypes.Notations;

/// <summary>A JSON token: what kind it is, its text, and where it stands, in characters from 0.</summary>
internal readonly record struct JsonToken(JsonTokenType Type, string Text, int Position);
