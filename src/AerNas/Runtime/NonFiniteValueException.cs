namespace AerNas.Runtime;

/// <summary>A number that must be finite was not: the run stops before it spoils the weights on disk.</summary>
public sealed class NonFiniteValueException : Exception
{
    /// <summary>Tells which quantity and where.</summary>
    public NonFiniteValueException(string quantity, double value, int epoch, int step)
        : base($"{quantity} became {value} in epoch {epoch + 1}, step {step + 1}; the last checkpoint is from before it. "
            + "Lower the learning rate (weights.learningRate, alpha.learningRate) or look at the images of that batch.")
    {
        Quantity = quantity;
        Epoch = epoch;
        Step = step;
    }

    /// <summary>What was not finite.</summary>
    public string Quantity { get; }

    /// <summary>The epoch, from 0.</summary>
    public int Epoch { get; }

    /// <summary>The step in the epoch, from 0.</summary>
    public int Step { get; }

    /// <summary>Demands a finite number.</summary>
    /// <exception cref="NonFiniteValueException"><paramref name="value"/> is NaN or infinite.</exception>
    public static void ThrowIfNotFinite(double value, string quantity, int epoch, int step)
    {
        if (!double.IsFinite(value)) throw new NonFiniteValueException(quantity, value, epoch, step);
    }
}
