namespace AerNas.Reports.Pages;

/// <summary>How the numbers of a chart are written.</summary>
internal enum Quantity
{
    /// <summary>Four significant digits.</summary>
    Plain,

    /// <summary>A fraction, as a percentage.</summary>
    Share,

    /// <summary>A whole number.</summary>
    Count,
}
