using AerNas.Methods;
using AerNas.Networks;
using AerNas.Runtime;
using AerNas.Spaces;
using static TorchSharp.torch;

namespace AerNas.Tests.Methods;

/// <summary>Controllers with start values of a fixed seed.</summary>
internal static class SmallController
{
    public static Controller Create(SearchSpace space, ControllerOptions options)
    {
        using var generator = RandomStreams.Create(seed: 3, "controller");
        return new Controller(space, options, new WeightSource(generator, ScalarType.Float64, CPU));
    }
}
