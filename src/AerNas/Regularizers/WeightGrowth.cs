namespace AerNas.Regularizers;

/// <summary>How the weight of a term comes from 0 to its value.</summary>
public enum WeightGrowth
{
    /// <summary>At once: it has its value from the second step on. The published run of MTL-NAS.</summary>
    AfterFirstStep,

    /// <summary>Along a straight line over all steps. The defaults of MTL-NAS' library.</summary>
    Linear,
}
