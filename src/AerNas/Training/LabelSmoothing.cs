using AerNas.Runtime;
using static TorchSharp.torch;

namespace AerNas.Training;

/// <summary>
/// Cross-entropy against smoothed labels, (1 - eps) onehot + eps / K, mean over the batch (official <c>CrossEntropyLabelSmooth</c>).
/// </summary>
/// <param name="Epsilon">eps, the part of a label that is spread over all classes; 0 is plain cross-entropy.</param>
internal readonly record struct LabelSmoothing(double Epsilon)
{
    /// <summary>The loss of a batch.</summary>
    /// <param name="logits">Scores of the classes. // [N, K]</param>
    /// <param name="labels">The class of each image, int64. // [N]</param>
    /// <returns>A scalar, owned by the caller's scope.</returns>
    public Tensor Loss(Tensor logits, Tensor labels)
    {
        Shapes.Require(logits, [Shapes.Any, Shapes.Any]);
        Shapes.Require(labels, [logits.shape[0]]);
        using var scope = NewDisposeScope();
        if (Epsilon == 0) return nn.functional.cross_entropy(logits, labels).MoveToOuterDisposeScope();
        var logProbabilities = nn.functional.log_softmax(logits, dim: 1); // [N, K]
        var ofLabel = logProbabilities.gather(1, labels.unsqueeze(1)).mean();
        return (ofLabel.Times(Epsilon - 1) - logProbabilities.mean().Times(Epsilon)).MoveToOuterDisposeScope();
    }
}
