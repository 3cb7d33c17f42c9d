namespace AerNas.Zoo;

/// <summary>What was reported of an architecture on some images: the digits as they are printed.</summary>
public sealed record ReportedResult
{
    /// <summary>The images.</summary>
    public required string On { get; init; }

    /// <summary>Test error in percent.</summary>
    public string? Error { get; init; }

    /// <summary>Test error in percent where five answers count.</summary>
    public string? Top5 { get; init; }

    /// <summary>Parameters in millions.</summary>
    public string? Parameters { get; init; }

    /// <summary>Multiply-adds in millions.</summary>
    public string? MultiplyAdds { get; init; }

    /// <summary>Where it is printed.</summary>
    public required string By { get; init; }

    /// <summary>Channels of the first cells; null: those of DARTS, 36 on CIFAR and 48 on ImageNet.</summary>
    public int? Channels { get; init; }

    /// <summary>Cells in all; null: those of DARTS, 20 on CIFAR and 14 on ImageNet.</summary>
    public int? Cells { get; init; }

    /// <summary>Why the exact number of parameters is another, as a clause; null where it is not.</summary>
    public string? Because { get; init; }
}
