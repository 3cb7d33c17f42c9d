namespace AerNas.Searching;

/// <summary>How the L2 decay of w and alpha comes about.</summary>
public enum DecayForm
{
    /// <summary>Added to every gradient by the optimizers.</summary>
    InGradient,

    /// <summary>By a step of its own after the update, of what had a gradient in it alone (DropNAS); for updates of both levels together.</summary>
    OwnStep,
}
