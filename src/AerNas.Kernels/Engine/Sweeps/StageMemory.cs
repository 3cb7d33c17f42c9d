namespace AerNas.Kernels.Engine;

/// <summary>The maps and gradients that the steps of a stage read and write, image after image, in the order of their use: what
/// <see cref="Lookahead"/> asks for.</summary>
internal sealed unsafe class StageMemory
{
    private const long NearBytes = 256 << 10; // of all images; so little lies in a second cache by itself
    private const long FarFloats = 64 << 10; // of an image; more would drive out of the second cache what is worked on

    private readonly List<Stretch> _stretches = [];
    private int _images;

    /// <summary>Counts the stages that ran.</summary>
    public int Round { get; private set; }

    /// <summary>How many maps and gradients there are.</summary>
    public int Count => _stretches.Count;

    /// <summary>Floats of an image.</summary>
    public long ImageFloats { get; private set; }

    /// <summary>One of them, in the order of their use.</summary>
    public Stretch this[int index] => _stretches[index];

    /// <summary>Takes up what the active steps of a stage tell.</summary>
    public void Collect(Stage stage, Pass pass, int images)
    {
        _stretches.Clear();
        (Round, ImageFloats, _images) = (Round + 1, 0, images);
        foreach (var step in stage.Steps)
        {
            if (step.IsActive) step.Foretell(pass, this);
        }

        if (images * ImageFloats * sizeof(float) > NearBytes) return;
        _stretches.Clear();
        ImageFloats = 0;
    }

    /// <summary>Adds a map, unless it is there.</summary>
    /// <param name="first">Its first image.</param>
    /// <param name="floats">Floats of an image.</param>
    public void Add(float* first, int floats)
    {
        foreach (var known in _stretches)
        {
            if (known.First == first) return;
        }

        if (ImageFloats > FarFloats) return;
        _stretches.Add(new Stretch(first, floats));
        ImageFloats += floats;
    }

    /// <summary>Adds the values of a map.</summary>
    public void Add(FeatureMap map) => Add(map.Data, map.ImageStep);

    /// <summary>Whether there is such an image.</summary>
    public bool Has(int image) => image < _images;

    /// <summary>A map: its first image, and the floats from an image to the next.</summary>
    public readonly struct Stretch(float* first, int floats)
    {
        public float* First { get; } = first;
        public int Floats { get; } = floats;
    }
}
