namespace AerNas.Data.Pictures;

/// <summary>A picture file and its class.</summary>
internal readonly record struct ImageFile(string Name, int Label);
