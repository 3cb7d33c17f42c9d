
namespace AerNas.Methods;

/// <summary>What an architecture is sampled for; each use has random numbers of its own.</summary>
public enum ControllerUse
{
    /// <summary>A step of the shared weights.</summary>
    Weights,

    /// <summary>An update of the controller.</summary>
    Controller,

    /// <summary>The choice of the best architecture.</summary>
    Selection,
}
