namespace AerNas.Regularizers;

/// <summary>The regularizer that every method takes: a term with one coefficient, which a search reports.</summary>
public interface IArchitectureRegularizer : IArchitectureTerm
{
    /// <summary>The coefficient of <see cref="IArchitectureTerm.Penalty(Relaxations.ArchitectureParameters, EpochProgress)"/>.</summary>
    double Coefficient(EpochProgress progress);
}
