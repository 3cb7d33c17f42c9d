namespace AerNas.Kernels.Engine;

/// <summary>The mean and variance of a map over all pixels of the batch.</summary>
internal sealed class BatchMoments(FeatureMap map, PlanContext context)
{
    /// <summary>Sums of the map.</summary>
    public ImageSums Sums { get; } = new(map, context);

    /// <summary>Sums of its squares.</summary>
    public ImageSums Squares { get; } = new(map, context);

    /// <summary>Normalizes the views of the map.</summary>
    public void Complete(Pass pass)
    {
        Sums.Complete(context.Images);
        Squares.Complete(context.Images);
        var count = (long)context.Images * map.Pixels;
        for (var c = 0; c < map.Channels; c++)
        {
            var mean = Sums.Totals[c] / count;
            var variance = Math.Max(0, Squares.Totals[c] / count - mean * mean);
            foreach (var view in map.Views)
            {
                if (view.Active) view.NormalizeByBatch(pass, c, (mean, variance), count);
            }
        }
    }
}
