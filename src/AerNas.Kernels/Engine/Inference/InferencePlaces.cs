namespace AerNas.Kernels.Engine;

/// <summary>Gives the maps of an image their places; those of one shape take each other's, one after the other.</summary>
internal sealed unsafe class InferencePlaces
{
    private const int LineFloats = 16;
    private const int SkewLines = 5; // so that maps of the same size do not compete for the same lines of a cache

    private readonly List<ImageMap> _first = []; // to lie at each place
    private readonly Dictionary<(int, int, int, MapBorder), Stack<int>> _free = []; // places by shape

    /// <summary>Places the maps of some steps.</summary>
    /// <param name="steps">In order.</param>
    /// <param name="kept">What is to be there in the end.</param>
    public InferencePlaces(ImmutableArray<InferenceStep> steps, ImageMap kept)
    {
        var last = new Dictionary<ImageMap, int> { [kept] = steps.Length };
        for (var i = 0; i < steps.Length; i++)
        {
            foreach (var map in steps[i].Inputs.Append(steps[i].Output)) last[map] = Math.Max(i, last.GetValueOrDefault(map));
        }

        var placed = new HashSet<ImageMap>();
        for (var i = 0; i < steps.Length; i++)
        {
            if (placed.Add(steps[i].Output)) Place(steps[i].Output);
            foreach (var map in steps[i].Inputs.Append(steps[i].Output).Distinct().Where(map => last[map] == i))
                FreeOf(map).Push(map.Offset);
        }
    }

    /// <summary>How much memory the maps of an image take.</summary>
    public int Floats { get; private set; }

    /// <summary>Writes the borders of all maps, which stay.</summary>
    public void WriteBorders(float* memory)
    {
        foreach (var map in _first) new Span<float>(memory + map.Offset, map.Blocks * map.BlockStep).Fill(map.Border.Value);
    }

    private void Place(ImageMap map)
    {
        if (FreeOf(map).TryPop(out var place))
        {
            map.Offset = place;
            return;
        }

        map.Offset = Floats;
        _first.Add(map);
        Floats = checked(Floats + ((map.Blocks * map.BlockStep + LineFloats - 1) / LineFloats + SkewLines) * LineFloats);
    }

    private Stack<int> FreeOf(ImageMap map)
    {
        var shape = (map.Blocks, map.Height, map.Width, map.Border);
        if (!_free.TryGetValue(shape, out var places)) _free[shape] = places = new Stack<int>();
        return places;
    }
}
