using AerNas.Kernels.Simd;

namespace AerNas.Tests.Kernels;

/// <summary>Tiles of several blocks of output channels, and of rows shorter than a tile, give to the bit what one block and one pixel after
/// the other give.</summary>
public sealed class BlockTileTests
{
    private const int Inputs = 12; // channels: tiles of the weights' gradient take eight of them, or four
    private const int MostBlocks = 5;

    public static TheoryData<int, int> Extents
    {
        get
        {
            var extents = new TheoryData<int, int>();
            foreach (var rows in new[] { 1, 2, 3, 4, 5 })
            {
                foreach (var columns in new[] { 1, 2, 3, 4, 5, 8, 9 }) extents.Add(rows, columns);
            }

            return extents;
        }
    }

    [Theory]
    [MemberData(nameof(Extents))]
    public void Dense_SeveralBlocks_AreSinglePixelsOfSingleBlocks(int rows, int columns)
    {
        foreach (var accumulate in new[] { false, true })
        {
            foreach (var maps in Cases(rows, columns, gap: accumulate ? 3 : 0))
            {
                float[] together = [.. maps.Outputs], alone = [.. maps.Outputs];

                maps.Kernels.DenseBlocks(maps.Input(0, 0), maps.Taps, new SpanBlocks(maps.Weights, maps.Blocks, accumulate),
                    maps.Grid(together), maps.Shape.Size);

                foreach (var (row, column) in maps.Pixels)
                {
                    for (var block = 0; block < maps.Blocks; block++)
                    {
                        SpanGrid input = maps.Input(row, column), output = maps.Grid(alone, block, row, column);
                        if (accumulate) maps.Kernels.AddDense(input, maps.Taps, maps.WeightsOf(block), output, new Extent(1, 1));
                        else maps.Kernels.Dense(input, maps.Taps, maps.WeightsOf(block), output, new Extent(1, 1));
                    }
                }

                AssertBits(alone, together, maps);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Extents))]
    public void DenseWeights_SeveralBlocks_AreThoseOfSingleBlocks(int rows, int columns)
    {
        foreach (var maps in Cases(rows, columns, gap: 0))
        {
            float[] together = [.. maps.Weights], alone = [.. maps.Weights];

            maps.Kernels.DenseWeightsOfBlocks(maps.Input(0, 0), maps.Taps, maps.Grid(maps.Outputs), maps.Shape.Size,
                new SpanBlocks(together, maps.Blocks));

            var floats = alone.Length / maps.Blocks;
            for (var block = 0; block < maps.Blocks; block++)
                maps.Kernels.DenseWeights(maps.Input(0, 0), maps.Taps, maps.Grid(maps.Outputs, block, 0, 0), maps.Shape.Size,
                    alone.AsSpan(block * floats, floats));

            AssertBits(alone, together, maps);
        }
    }

    private static IEnumerable<Maps> Cases(int rows, int columns, int gap) =>
        from kernels in VectorWidths.All
        from blocks in Enumerable.Range(1, MostBlocks)
        select new Maps(new ConvolutionShape(3, 1, 1) { Rows = rows, Columns = columns, Inputs = Inputs, Gap = gap }, kernels, blocks);

    private static void AssertBits(float[] expected, float[] actual, Maps maps) => Assert.True(
        expected.Select(BitConverter.SingleToInt32Bits).SequenceEqual(actual.Select(BitConverter.SingleToInt32Bits)),
        $"{maps.Blocks} blocks of {maps.Lanes} lanes");

    /// <summary>A convolution of some blocks: input // [pixels, inputs], weights // [blocks, taps, inputs, lanes], outputs // [blocks,
    /// positions, lanes].</summary>
    private sealed class Maps
    {
        private readonly float[] _input;

        public Maps(ConvolutionShape shape, KernelSet kernels, int blocks)
        {
            (Shape, Lanes, Blocks, Kernels) = (shape, kernels.Lanes, blocks, new SpanKernels(kernels));
            var lanes = kernels.Lanes;
            var random = new Random(shape.Columns + 10 * shape.Rows);
            _input = Draw(shape.InputPixels * Inputs);
            Weights = Draw(blocks * shape.Taps * Inputs * lanes);
            Outputs = Draw(blocks * shape.OutputPositions * lanes);
            Taps = shape.TapsIn(Inputs, Inputs * lanes);

            float[] Draw(int count) => [.. Enumerable.Range(0, count).Select(_ => random.NextSingle() - 0.5f)];
        }

        public ConvolutionShape Shape { get; }
        public int Lanes { get; }
        public int Blocks { get; }
        public SpanKernels Kernels { get; }
        public float[] Weights { get; }
        public float[] Outputs { get; }
        public Tap[] Taps { get; }

        public IEnumerable<(int Row, int Column)> Pixels =>
            from row in Enumerable.Range(0, Shape.Rows)
            from column in Enumerable.Range(0, Shape.Columns)
            select (row, column);

        public Span<float> WeightsOf(int block)
        {
            var floats = Weights.Length / Blocks;
            return Weights.AsSpan(block * floats, floats);
        }

        public SpanGrid Input(int row, int column) =>
            new(_input.AsSpan((row * Shape.InputWidth + column) * Inputs), Shape.InputWidth * Inputs, Inputs);

        public SpanGrid Grid(float[] outputs) => new(outputs, Shape.OutputWidth * Lanes, Lanes);

        public SpanGrid Grid(float[] outputs, int block, int row, int column) => new(
            outputs.AsSpan(block * outputs.Length / Blocks + (row * Shape.OutputWidth + column) * Lanes), Shape.OutputWidth * Lanes, Lanes);
    }
}
