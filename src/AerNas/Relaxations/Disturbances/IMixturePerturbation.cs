namespace AerNas.Relaxations;

/// <summary>Changes the mixture of an update of w, so that w does well around it; alpha learns on the mixture as it is.</summary>
public interface IMixturePerturbation
{
    /// <summary>The mixture that w learns on.</summary>
    /// <param name="mixture">What the relaxation gives.</param>
    /// <param name="context">When; equal arguments give equal mixtures.</param>
    /// <param name="loss">L_train of a mixture at the current weights, the supernet in evaluation mode: a scalar of the caller's scope,
    /// differentiable in the mixture's weights alone. Ask for its gradient before the next loss.</param>
    /// <returns>Constants, owned by the caller's scope.</returns>
    Mixture Perturb(Mixture mixture, RelaxationContext context, Func<Mixture, Tensor> loss);
}
