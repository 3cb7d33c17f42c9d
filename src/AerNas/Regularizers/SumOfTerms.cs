namespace AerNas.Regularizers;

/// <summary>Terms of the architecture loss, added up: the regularizer, and what a method adds by itself.</summary>
internal sealed class SumOfTerms : IArchitectureTerm
{
    private readonly ImmutableArray<IArchitectureTerm> _terms;

    /// <summary>Adds terms up.</summary>
    /// <param name="terms">At least one.</param>
    public SumOfTerms(params ImmutableArray<IArchitectureTerm> terms)
    {
        ArgumentOutOfRangeException.ThrowIfZero(terms.Length, nameof(terms));
        _terms = terms;
    }

    public Tensor Penalty(ArchitectureParameters alpha, EpochProgress progress) => Sum(term => term.Penalty(alpha, progress));

    public Tensor Penalty(ArchitectureParameters alpha, Mixture mixture, EpochProgress progress) =>
        Sum(term => term.Penalty(alpha, mixture, progress));

    public Tensor Weighed(Tensor loss, ArchitectureParameters alpha, Mixture mixture) =>
        _terms.Aggregate(loss, (weighed, term) => term.Weighed(weighed, alpha, mixture));

    private Tensor Sum(Func<IArchitectureTerm, Tensor> penalty)
    {
        using var scope = NewDisposeScope();
        return _terms.Select(penalty).Aggregate((sum, term) => sum.Plus(term)).MoveToOuterDisposeScope();
    }
}
