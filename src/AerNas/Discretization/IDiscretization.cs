namespace AerNas.Discretization;

/// <summary>Reads a discrete architecture off alpha. See <see cref="Discretizations"/> for the ways to ask it.</summary>
public interface IDiscretization
{
    /// <summary>The operations that these alphas stand for.</summary>
    ChosenOperations Choose(ArchitectureParameters alpha, Candidates candidates);
}
