using AerNas.Data.Batches;

namespace AerNas.Searching.Steps;

/// <summary>What the shared weights are worth: on the validation half after an epoch, or an architecture a batch at the end.</summary>
internal sealed class SupernetValidation(SupernetLosses losses, SearchData data, SearchOptions options)
{
    /// <summary>The accuracy on the validation half, 0 to 1; the supernet is in evaluation mode.</summary>
    public double Accuracy(int epoch, Action each, ChosenOperations? chosen = null)
    {
        var (hits, images) = (0.0, 0L);
        foreach (var (batch, i) in data.Validation(epoch).Select((batch, i) => (batch, i)))
        {
            hits += Read(chosen is null
                ? losses.CountHits(batch, options.MomentAt(new RunPosition(epoch, i)))
                : losses.CountHits(batch, chosen));
            images += batch.Count;
            each();
        }

        return hits / images;
    }

    /// <summary>The best of the architectures that a strategy proposes, by accuracy on one batch each, as official: the next one takes the
    /// next batch.</summary>
    public ScoredPath Best(IArchitectureSampler strategy, Action each)
    {
        using var batches = data.ScoringBatches().GetEnumerator();
        var count = (options.Own?.Part<ProposalOptions>() ?? new ProposalOptions()).Count;
        return ScoredPath.BestOf(strategy, count, path => OnTheNext(batches, path), each);
    }

    /// <summary>Lets a method's state learn from the accuracies of architectures, each on the next validation batch, and from how the loss
    /// bends in alpha.</summary>
    public void Teach(IMethodState state, AlphaCurvature curvature, int epoch, Action each)
    {
        using var batches = data.JudgingBatches(epoch, state.Judged).GetEnumerator();
        state.Learn(new MethodLesson(options.Search.Seed, epoch, losses.Alpha, path => OnTheNext(batches, path), each)
        {
            Curvature = products => curvature.DiagonalAfter(epoch, products),
        });
    }

    private double OnTheNext(IEnumerator<Batch> batches, ChosenOperations path)
    {
        batches.MoveNext();
        return Read(losses.CountHits(batches.Current, path)) / batches.Current.Count;
    }

    private static double Read(Tensor count)
    {
        using (count) return count.item<long>();
    }
}
