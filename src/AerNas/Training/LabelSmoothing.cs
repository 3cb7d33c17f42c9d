namespace AerNas.Training;

/// <summary>Cross-entropy against smoothed labels, (1 - eps) onehot + eps / K, mean over the batch (official
/// <c>CrossEntropyLabelSmooth</c>); where classes are weighted, the mean in which each image counts by its class, as torch weights
/// it.</summary>
/// <param name="Epsilon">eps, the part of a label that is spread over all classes; 0 is plain cross-entropy.</param>
internal readonly record struct LabelSmoothing(double Epsilon)
{
    /// <summary>How much an image counts, by its class; null: all alike. // [K]</summary>
    public float[]? ClassWeights { get; init; }

    /// <summary>The loss of a batch.</summary>
    /// <param name="logits">Scores of the classes. // [N, K]</param>
    /// <param name="labels">The class of each image, int64. // [N]</param>
    /// <returns>A scalar, owned by the caller's scope.</returns>
    public Tensor Loss(Tensor logits, Tensor labels)
    {
        Shapes.Require(logits, [Shapes.Any, Shapes.Any]);
        Shapes.Require(labels, [logits.shape[0]]);
        using var scope = NewDisposeScope();
        if (ClassWeights is not null) return Weighted(logits, labels).MoveToOuterDisposeScope();
        if (Epsilon == 0) return nn.functional.cross_entropy(logits, labels).MoveToOuterDisposeScope();
        var logProbabilities = nn.functional.log_softmax(logits, dim: 1); // [N, K]
        var ofLabel = logProbabilities.gather(1, labels.unsqueeze(1)).mean();
        return (ofLabel.Times(Epsilon - 1) - logProbabilities.mean().Times(Epsilon)).MoveToOuterDisposeScope();
    }

    /// <summary>How much images count where every class is to count alike. // [K]</summary>
    /// <param name="counts">How many images each class has. // [K]</param>
    public static float[] Balanced(IReadOnlyList<int> counts)
    {
        double images = counts.Sum(), classes = counts.Count(count => count > 0);
        return [.. counts.Select(count => count == 0 ? 0f : (float)(images / (classes * count)))];
    }

    private Tensor Weighted(Tensor logits, Tensor labels)
    {
        var logProbabilities = nn.functional.log_softmax(logits, dim: 1); // [N, K]
        var ofLabel = logProbabilities.gather(1, labels.unsqueeze(1)).squeeze(1); // [N]
        var losses = ofLabel.Times(Epsilon - 1) - logProbabilities.mean([1L]).Times(Epsilon); // [N]
        var weights = tensor(ClassWeights!, dtype: logits.dtype, device: logits.device).index_select(0, labels); // [N]
        return (losses * weights).sum() / weights.sum();
    }
}
