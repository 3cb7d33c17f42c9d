namespace AerNas.Kernels.Simd;

/// <summary>The pixels of a tile of four: of one row, of two rows of two pixels, or of four rows of one.</summary>
internal readonly unsafe struct TileOfFour
{
    /// <summary>The input of the first pixel.</summary>
    public readonly float* From;

    /// <summary>Where the first pixel belongs.</summary>
    public readonly float* To;

    /// <summary>From the input of the first pixel to that of the others.</summary>
    public readonly StepsOfFour Input;

    /// <summary>From the first pixel to the others.</summary>
    public readonly StepsOfFour Output;

    /// <summary>How many of the four there are; the others come last.</summary>
    public readonly int Count;

    /// <param name="from">The input of the first pixel.</param>
    /// <param name="to">Where the first pixel belongs.</param>
    /// <param name="pixels">Rows and pixels a row that are there: one row, or rows of no more pixels than the tile gives them.</param>
    /// <param name="grids">The steps of input and output.</param>
    public TileOfFour(float* from, float* to, Extent pixels, (Grid Input, Grid Output) grids)
    {
        From = from;
        To = to;
        Count = pixels.Pixels;
        Input = StepsOfFour.Over(grids.Input, pixels);
        Output = StepsOfFour.Over(grids.Output, pixels);
    }

    /// <summary>Where the sums are put: straight to where they belong, where writing them is all there is to do; else into the scratch
    /// tile first, for a branch at each sum would cost it registers.</summary>
    /// <param name="tile">What tiles share.</param>
    /// <param name="lanes">Channels of a block.</param>
    public PlaceOfFour Place(in ConvolutionTile tile, int lanes) =>
        Count == 4 && tile.WritesSums ? new PlaceOfFour(To, Output, tile.Blocks.TargetStep)
            : new PlaceOfFour(tile.Scratch, StepsOfFour.Row(lanes), 4 * lanes);
}
