namespace AerNas.Methods;

/// <summary>What the gates of MTL-NAS are in an update of alpha; in one of w they are always drawn.</summary>
public enum AlphaGates
{
    /// <summary>sigmoid(alpha), nothing drawn. The published run.</summary>
    Probability,

    /// <summary>Drawn, as for w. The defaults of the library.</summary>
    Drawn,
}
