namespace AerNas.Methods;

/// <summary>SDARTS-RS: w learns at a random point around the mixture, p + U(-epsilon, epsilon), clamped to [0, 1] and normalized.</summary>
/// <param name="radius">epsilon of each epoch.</param>
internal sealed class RandomPerturbation(ISchedule radius) : IMixturePerturbation
{
    public Mixture Perturb(Mixture mixture, RelaxationContext context, Func<Mixture, TorchSharp.torch.Tensor> loss) =>
        PerturbedRows.Around(mixture, context, radius.At(context.Moment.Search));
}
