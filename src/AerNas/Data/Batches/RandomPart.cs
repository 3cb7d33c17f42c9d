namespace AerNas.Data.Batches;

/// <summary>
/// The random part of a picture that training shows (Inception's crop; torchvision's <c>RandomResizedCrop</c>): its area is a random share
/// of the picture's, its shape at most 4:3 either way, and its colours may be changed at random.
/// </summary>
/// <param name="LeastArea">The smallest share of the picture's area; officially 0.08.</param>
internal sealed record RandomPart(double LeastArea)
{
    private const int Attempts = 10;
    private const double Widest = 4.0 / 3;

    /// <summary>How much colours are changed.</summary>
    public ColourJitter Jitter { get; init; } = ColourJitter.None;

    /// <summary>Draws a part of a picture.</summary>
    public PictureRegion Draw(ref CounterRandom random, int width, int height)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var area = (double)width * height * Between(ref random, LeastArea, 1);
            var shape = Math.Exp(Between(ref random, -Math.Log(Widest), Math.Log(Widest)));
            var (columns, rows) = ((int)Math.Round(Math.Sqrt(area * shape)), (int)Math.Round(Math.Sqrt(area / shape)));
            if (columns < 1 || rows < 1 || columns > width || rows > height) continue;
            var top = random.Below(height - rows + 1);
            return new PictureRegion(random.Below(width - columns + 1), top, columns, rows);
        }

        return Middle(width, height);
    }

    /// <summary>The largest part in the middle whose shape may be drawn: of pictures too oblong for a random one.</summary>
    private static PictureRegion Middle(int width, int height)
    {
        var columns = Math.Min(width, (int)Math.Round(height * Widest));
        var rows = Math.Min(height, (int)Math.Round(width * Widest));
        return new PictureRegion((width - columns) / 2, (height - rows) / 2, columns, rows);
    }

    private static double Between(ref CounterRandom random, double least, double most) => least + (most - least) * random.Uniform();
}
