using AerNas.Schedules;

namespace AerNas.Regularizers;

/// <summary>The regularizer that every method takes: a term with one coefficient, which a search reports.</summary>
public interface IArchitectureRegularizer : IArchitectureTerm
{
    /// <summary>The coefficient that <see cref="IArchitectureTerm.Penalty(Relaxations.ArchitectureParameters, EpochProgress)"/> carries in an epoch.</summary>
    double Coefficient(EpochProgress progress);
}
