using ScottPlot;

namespace AerNas.Reports.Figures;

/// <summary>How a line of a figure looks. The first 32 are told apart in black and white: no two have the same marker and the same dashes,
/// and neighbours share neither. The first 64 differ in marker or colour as well.</summary>
internal readonly record struct LineStyle
{
    private static readonly Color[] Colors =
    [
        Color.FromHex("#1f5c99"), Color.FromHex("#b3400d"), Color.FromHex("#18735a"), Color.FromHex("#8a2f6b"),
        Color.FromHex("#444444"), Color.FromHex("#7a5b00"), Color.FromHex("#5b3fa0"), Color.FromHex("#a01f33"),
    ];

    private static readonly LinePattern[] Patterns = [LinePattern.Solid, LinePattern.Dashed, LinePattern.Dotted, LinePattern.DenselyDashed];

    private static readonly MarkerShape[] Markers =
    [
        MarkerShape.FilledCircle, MarkerShape.OpenSquare, MarkerShape.FilledTriangleUp, MarkerShape.OpenDiamond,
        MarkerShape.Cross, MarkerShape.FilledTriangleDown, MarkerShape.Eks, MarkerShape.OpenCircle,
    ];

    public LineStyle(int number)
    {
        var round = number / Markers.Length; // a marker that comes again has other dashes and another colour
        Marker = Markers[number % Markers.Length];
        Pattern = Patterns[(number + round) % Patterns.Length];
        Color = Colors[(number + round) % Colors.Length];
    }

    public Color Color { get; }
    public LinePattern Pattern { get; }
    public MarkerShape Marker { get; }
}
