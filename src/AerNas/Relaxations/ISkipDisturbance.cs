using static TorchSharp.torch;

namespace AerNas.Relaxations;

/// <summary>
/// What is done to the outputs of skip connections while the supernet is in training mode, in the updates of both levels, so that
/// alpha does not come to like it for its ease alone. In evaluation mode nothing is.
/// </summary>
public interface ISkipDisturbance
{
    /// <summary>Whether it is done at stride 2 too, to the reduction that stands for a skip connection there.</summary>
    bool AtStrideTwo { get; }

    /// <summary>The output as the mixed operation takes it.</summary>
    /// <param name="skip">The output of one skip connection. // [N, C, H, W]</param>
    /// <param name="context">When and for what.</param>
    /// <param name="seed">Of all that is random at this place in this pass; equal arguments give equal results.</param>
    /// <returns>Owned by the caller's scope. // [N, C, H, W]</returns>
    Tensor Apply(Tensor skip, RelaxationContext context, long seed);
}
