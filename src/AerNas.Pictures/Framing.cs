namespace AerNas.Pictures;

/// <summary>How a picture that is not square is made so.</summary>
public enum Framing
{
    /// <summary>The square in its middle is taken, as high as the picture or as wide.</summary>
    Crop,

    /// <summary>All of it is kept, with white on two sides.</summary>
    Pad,

    /// <summary>All of it is kept, its longer side squeezed.</summary>
    Stretch,

    /// <summary>
    /// Seven eighths of the square in its middle are taken, as networks that learnt from random parts of photographs are tested.
    /// </summary>
    Centre,
}
