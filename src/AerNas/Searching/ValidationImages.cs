namespace AerNas.Searching;

/// <summary>What the validation half looks like when the supernet is validated.</summary>
public enum ValidationImages
{
    /// <summary>Augmented as in training: the official DARTS scripts.</summary>
    Augmented,

    /// <summary>As they are: AutoDL-Projects.</summary>
    Plain,
}
