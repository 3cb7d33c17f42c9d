namespace AerNas.Kernels.Engine;

/// <summary>The sum of maps, each with the batch norm it is read through.</summary>
/// <param name="terms">What is added.</param>
/// <param name="output">The sum.</param>
internal sealed unsafe class CombineStep(ImmutableArray<(ImageMap Map, RunningAffine Affine)> terms, ImageMap output)
    : InferenceStep(output, [.. terms.Select(term => term.Map)])
{
    private float* _shift;

    public override void Freeze(InferenceContext context) => _shift = context.Arena.Take(Output.PaddedChannels);

    public override void Load(float* weights, float* statistics)
    {
        new Span<float>(_shift, Output.PaddedChannels).Clear();
        foreach (var (_, affine) in terms)
        {
            affine.Load(weights, statistics);
            for (var c = 0; c < Output.PaddedChannels; c++) _shift[c] += affine.Affine.Shift[c];
        }
    }

    public override void Run(in InferenceImage image, KernelSet kernels)
    {
        Span<ScaledMap> maps = stackalloc ScaledMap[terms.Length];
        for (var i = 0; i < maps.Length; i++) maps[i] = new ScaledMap(image.Memory + terms[i].Map.Offset, terms[i].Affine.Affine.Scale);
        for (var block = 0; block < Output.Blocks; block++)
        {
            var grid = Output.Block(image.Memory, block);
            var size = Output.Size.Joined(grid, grid);
            for (var row = 0; row < size.Rows; row++)
            {
                var at = new BlockOffset(Output.FirstPixel(block) - Output.Offset + row * Output.RowStep, block * kernels.Lanes);
                kernels.Combine(maps, _shift, at, grid.Row(row), size.Columns);
            }
        }
    }
}
