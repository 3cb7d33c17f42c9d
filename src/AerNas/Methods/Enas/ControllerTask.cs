using AerNas.Genotypes;

namespace AerNas.Methods;

/// <summary>Where the architectures that the controller learns from come from, and how good they are.</summary>
/// <param name="Draw">The sample of an epoch by its index, from 0; <see cref="Controller.Sample"/>, or recorded ones.</param>
/// <param name="Accuracy">
/// The accuracy of an architecture, 0 to 1. Officially that of one validation batch, the next one each time, on the shared weights in
/// evaluation mode. It is called inside the training's dispose scope, and asks for no gradient.
/// </param>
public sealed record ControllerTask(Func<int, ControllerSample> Draw, Func<ChosenOperations, double> Accuracy);
