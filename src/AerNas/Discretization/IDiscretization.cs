namespace AerNas.Discretization;

/// <summary>Reads a discrete architecture off alpha. See <see cref="Discretizations"/> for the ways to ask it.</summary>
public interface IDiscretization
{
    /// <summary>The operations that these alphas stand for.</summary>
    /// <param name="alpha">The architecture parameters.</param>
    /// <param name="candidates">What may be chosen.</param>
    ChosenOperations Choose(ArchitectureParameters alpha, Candidates candidates);
}
