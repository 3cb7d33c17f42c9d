namespace AerNas.Methods;

/// <summary>GDAS' own options.</summary>
public sealed record GdasOptions : MethodOptions
{
    /// <value>tau.</value>
    public TemperatureOptions Temperature { get; init; } = new();
}
