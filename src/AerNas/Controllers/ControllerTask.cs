using AerNas.Relaxations;

namespace AerNas.Controllers;

/// <summary>Where the architectures that the controller learns from come from, and how good they are.</summary>
/// <param name="Draw">The sample of an epoch by its index, from 0; <see cref="Controller.Sample"/>, or recorded ones.</param>
/// <param name="Accuracy">The accuracy of an architecture, 0 to 1: officially of one validation batch on the shared weights, in evaluation mode.</param>
public sealed record ControllerTask(Func<int, ControllerSample> Draw, Func<SampledPath, double> Accuracy);
