namespace AerNas.Methods;

/// <summary>DropNAS' own options.</summary>
public sealed record DropNasOptions : MethodOptions
{
    /// <value>How often operations are dropped in an update.</value>
    public OperationDropoutOptions OperationDropout { get; init; } = new();
}
