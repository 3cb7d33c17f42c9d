using AerNas.Graphs;

namespace AerNas.Networks.Torch;

/// <summary>A kernel of which the operations of an edge are parts, as a mixture has it.</summary>
internal static class SharedKernel
{
    /// <summary>The sum of the parts, each times its entry of the mixture.</summary>
    /// <param name="kernel">The whole. // [C, 1, k, k]</param>
    /// <param name="parts">What of it the operations have.</param>
    /// <param name="maps">Know the mixture.</param>
    /// <returns>// [C, 1, k, k]</returns>
    public static Tensor Of(Tensor kernel, ImmutableArray<KernelPart> parts, PassMaps maps)
    {
        Tensor? sum = null;
        foreach (var part in parts)
            if (maps.WeightOf(part.MixtureEntry) is { } weight)
                sum = sum is null ? Mask(kernel, part) * weight : sum.Plus(Mask(kernel, part) * weight);

        return sum is null ? zeros_like(kernel) : kernel * sum;
    }

    /// <summary>1 where a part has the kernel, 0 elsewhere. // [C, 1, k, k]</summary>
    private static Tensor Mask(Tensor kernel, KernelPart part)
    {
        var mask = zeros_like(kernel);
        var margin = (kernel.shape[2] - part.Size) / 2;
        mask.narrow(0, 0, part.Channels).narrow(2, margin, part.Size).narrow(3, margin, part.Size).FillInPlace(1);
        return mask;
    }
}
