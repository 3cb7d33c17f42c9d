namespace AerNas.Running;

/// <summary>What every run of epochs reports after every step and every epoch.</summary>
public abstract record RunProgress
{
    /// <summary>How far it has come.</summary>
    public required RunPosition Position { get; init; }

    /// <summary>Steps in an epoch.</summary>
    public required int StepsPerEpoch { get; init; }

    /// <summary>Epochs in all.</summary>
    public required int Epochs { get; init; }
}
