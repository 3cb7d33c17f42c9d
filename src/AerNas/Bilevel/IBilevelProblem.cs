namespace AerNas.Bilevel;

/// <summary>One step's bilevel problem: min over alpha of L_val(w*(alpha), alpha) such that w* minimizes L_train(w, alpha) (paper, eq. 2),
/// with the step's two batches already chosen. Losses are scalars owned by the caller's scope.</summary>
public interface IBilevelProblem
{
    /// <summary>The lower level's variables w.</summary>
    IReadOnlyList<Tensor> Weights { get; }

    /// <summary>The upper level's variables alpha.</summary>
    IReadOnlyList<Tensor> Alphas { get; }

    /// <summary>What a forward pass changes by itself: running statistics.</summary>
    IReadOnlyList<Tensor> Buffers { get; }

    /// <summary>What belongs to <see cref="Weights"/>, such as gradients, by parameter where a variable holds many: views.</summary>
    /// <param name="perWeight">One tensor a variable.</param>
    IEnumerable<Tensor> ByParameter(IReadOnlyList<Tensor> perWeight) => perWeight;

    /// <summary>How many losses an update of w descends the sum of. Default: one.</summary>
    int Passes => 1;

    /// <summary>L_train(w, alpha), without any regularizer.</summary>
    Tensor TrainingLoss();

    /// <summary>One of the losses of an update of w.</summary>
    /// <param name="pass">Which, from 0: that is <see cref="TrainingLoss()"/>.</param>
    Tensor TrainingLoss(int pass) => TrainingLoss();

    /// <summary>The same, so that its gradient in the mixture that w learns on can be asked for.</summary>
    MixtureLoss TrainingLossInMixture();

    /// <summary>L_val(w, alpha) and what the architecture loss adds to it.</summary>
    ArchitectureLoss ValidationLoss();

    /// <summary>L_train(w, alpha) and what the architecture loss adds to it: what single-level methods descend in both.</summary>
    ArchitectureLoss JointLoss();
}

/// <summary>The upper level's loss, or that of both, and the part of it that comes from the data; of the caller's scope.</summary>
/// <param name="Total">What alpha descends: validation loss and regularizer.</param>
/// <param name="CrossEntropy">The validation loss alone.</param>
public readonly record struct ArchitectureLoss(Tensor Total, Tensor CrossEntropy);

/// <summary>L_train, and what it multiplies operations by as leaves of their own; both of the caller's scope.</summary>
/// <param name="Loss">A scalar.</param>
/// <param name="Mixture">Leaves that the loss depends on in place of alpha.</param>
public readonly record struct MixtureLoss(Tensor Loss, IReadOnlyList<Tensor> Mixture);
