namespace AerNas.Bilevel;

/// <summary>Moves the architecture parameters.</summary>
public interface IAlphaOptimizer : IDisposable
{
    /// <summary>How many steps were made; part of the state.</summary>
    long Steps { get; set; }

    /// <summary>What it remembers of gradients; the live state, for checkpoints.</summary>
    IEnumerable<Tensor> Moments { get; }

    /// <summary>Moves the parameters in place; the gradients are left as they are.</summary>
    /// <param name="gradients">One a parameter.</param>
    /// <param name="resting">How many of the first parameters rest: only what is remembered of them goes on, as at a rate of 0.</param>
    void Move(IReadOnlyList<Tensor> gradients, int resting = 0);
}
