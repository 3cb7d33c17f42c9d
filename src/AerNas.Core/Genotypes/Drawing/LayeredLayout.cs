// Layered drawing after Sugiyama, Tagawa and Toda (1981), for the ten to sixty vertices of a cell. The columns are given. Their order
// is improved by barycentres, to and fro, and the order with the fewest crossings is kept; then heights are drawn towards the mean of
// the neighbours as far as order and spacing allow, which is an isotonic regression per column. No randomness: equal cells, equal pictures.

namespace AerNas.Genotypes.Drawing;

/// <summary>Gives the vertices of a cell their places.</summary>
internal static class LayeredLayout
{
    private const double ColumnGap = 44;
    private const double RowGap = 12;
    private const int Sweeps = 12;

    /// <summary>Lays a cell out with its upper left corner at (0, 0).</summary>
    /// <returns>Width and height, in pixels.</returns>
    public static (double Width, double Height) Place(DrawnCell cell)
    {
        var layers = cell.Layers;
        Order(layers);
        foreach (var layer in layers) Stack(layer, _ => 0);
        for (var sweep = 0; sweep < Sweeps; sweep++)
        {
            foreach (var layer in layers) Stack(layer, vertex => Mean(vertex, vertex.Before.Concat(vertex.After)));
            foreach (var layer in layers.Reverse()) Stack(layer, vertex => Mean(vertex, vertex.Before.Concat(vertex.After)));
        }

        var top = cell.Vertices.Min(vertex => vertex.Y - vertex.Height / 2);
        foreach (var vertex in cell.Vertices) vertex.Y -= top;
        return (PlaceColumns(layers), cell.Vertices.Max(vertex => vertex.Y + vertex.Height / 2));
    }

    private static void Order(IReadOnlyList<List<DrawnVertex>> layers)
    {
        var best = layers.Select(layer => layer.ToArray()).ToArray();
        var fewest = Crossings(layers);
        for (var sweep = 0; sweep < Sweeps && fewest > 0; sweep++)
        {
            if (sweep % 2 == 0)
                for (var i = 1; i < layers.Count; i++) Sort(layers[i], layers[i - 1], vertex => vertex.Before);
            else
                for (var i = layers.Count - 2; i > 0; i--) Sort(layers[i], layers[i + 1], vertex => vertex.After);
            var crossings = Crossings(layers);
            if (crossings >= fewest) continue;
            fewest = crossings;
            best = [.. layers.Select(layer => layer.ToArray())];
        }

        for (var i = 0; i < layers.Count; i++)
        {
            layers[i].Clear();
            layers[i].AddRange(best[i]);
        }
    }

    private static void Sort(List<DrawnVertex> layer, List<DrawnVertex> beside, Func<DrawnVertex, List<DrawnVertex>> neighbours)
    {
        var sorted = layer.Select((vertex, place) => (vertex, place))
            .OrderBy(v => neighbours(v.vertex).Select(n => (double)beside.IndexOf(n)).DefaultIfEmpty(v.place).Average()).ToArray();
        layer.Clear();
        layer.AddRange(sorted.Select(v => v.vertex)); // the sort is stable
    }

    private static int Crossings(IReadOnlyList<List<DrawnVertex>> layers)
    {
        var crossings = 0;
        for (var i = 1; i < layers.Count; i++)
        {
            var lines = layers[i - 1].SelectMany((from, a) => from.After.Select(to => (From: a, To: layers[i].IndexOf(to)))).ToArray();
            crossings += lines.Sum(line => lines.Count(other => line.From < other.From && line.To > other.To));
        }

        return crossings;
    }

    private static double Mean(DrawnVertex vertex, IEnumerable<DrawnVertex> neighbours) =>
        neighbours.Select(neighbour => neighbour.Y).DefaultIfEmpty(vertex.Y).Average();

    /// <summary>Moves a column as near to the wished heights, in least squares, as its order and the gaps between allow.</summary>
    private static void Stack(List<DrawnVertex> layer, Func<DrawnVertex, double> wish)
    {
        var offsets = new double[layer.Count];
        for (var i = 1; i < layer.Count; i++)
            offsets[i] = offsets[i - 1] + (layer[i - 1].Height + layer[i].Height) / 2 + RowGap;
        var blocks = new Stack<(double Sum, int Count)>(); // pooled adjacent violators
        for (var i = 0; i < layer.Count; i++)
        {
            var block = (Sum: wish(layer[i]) - offsets[i], Count: 1);
            while (blocks.TryPeek(out var last) && last.Sum / last.Count >= block.Sum / block.Count)
            {
                blocks.Pop();
                block = (last.Sum + block.Sum, last.Count + block.Count);
            }

            blocks.Push(block);
        }

        var place = 0;
        foreach (var (sum, count) in blocks.Reverse())
            for (var end = place + count; place < end; place++) layer[place].Y = sum / count + offsets[place];
    }

    private static double PlaceColumns(IReadOnlyList<List<DrawnVertex>> layers)
    {
        double left = 0;
        foreach (var layer in layers)
        {
            var width = layer.Max(vertex => vertex.Width);
            foreach (var vertex in layer) (vertex.X, vertex.ColumnWidth) = (left + width / 2, width);
            left += width + ColumnGap;
        }

        return left - ColumnGap;
    }
}
