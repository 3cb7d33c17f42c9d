namespace AerNas.Kernels.Engine;

/// <summary>What the operations of a plan need to know about the pass that runs.</summary>
internal sealed unsafe class Pass
{
    /// <summary>// [N, C, H, W]</summary>
    public float* Images { get; set; }

    public float* Weights { get; set; }

    public float* Statistics { get; set; }

    public bool Training { get; set; }

    /// <summary>Whether maps that are computed give their statistics: in the forward pass, not where a backward pass computes them
    /// again.</summary>
    public bool TakesStatistics { get; set; }

    /// <summary>What is done to maps that can be disturbed; null: nothing.</summary>
    public IDisturbance? Disturbance { get; set; }

    /// <summary>Whether the deviations of maps are needed that nothing else may ask for.</summary>
    public bool MeasuresDeviations => Disturbance?.Form == DisturbanceForm.AddedInDeviations;

    /// <summary>Where the gradient of the weights goes; null where it is not asked for.</summary>
    public float* WeightGradient { get; set; }

    /// <summary>Where the gradient of the mixture gathers over cells; empty where it is not asked for.</summary>
    public double[] MixtureGradient { get; set; } = [];

    public bool WantsWeights => WeightGradient is not null;

    public bool WantsMixture => MixtureGradient.Length > 0;
}
