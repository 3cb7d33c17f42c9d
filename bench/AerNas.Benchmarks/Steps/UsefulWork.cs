// What a search step has to compute, whatever computes it: the multiply-adds of convolutions and linear layers. Pools, norms, sums,
// optimizers and recomputation count for nothing.
//
//   F  forward pass                    every layer once
//   I  gradients of inputs             every layer once, except the stem: nobody asks for the gradient of an image
//   W  gradients of weights            every layer once, where an update needs them
//
//   first order    alpha on the validation batch   F + I
//                  w on the training batch         F + I + W
//   second order   the virtual step of w           F + I + W
//                  alpha and w at w'               F + I + W
//                  alpha at w+ and at w-       2 * (F + I)
//                  w on the training batch         F + I + W

using AerNas.Networks;
using AerNas.Networks.Blocks;
using AerNas.Options;
using AerNas.Relaxations;
using AerNas.Runtime;
using AerNas.Spaces;
using static TorchSharp.torch;

namespace AerNas.Benchmarks.Steps;

/// <summary>The multiply-adds of a supernet for one image, forward.</summary>
/// <param name="Stem">Of the layer that reads the images.</param>
/// <param name="Others">Of all other layers.</param>
internal sealed record UsefulWork(long Stem, long Others)
{
    private const int Images = 2; // a batch norm of one pixel needs two

    /// <summary>Forward, of all layers.</summary>
    public long Forward => Stem + Others;

    /// <summary>Multiply-adds of a first-order step for one image of each batch.</summary>
    public long FirstOrderStep => 2 * Forward + 2 * Others + Forward;

    /// <summary>Multiply-adds of a second-order step for one image of each batch.</summary>
    public long SecondOrderStep => 5 * Forward + 5 * Others + 3 * Forward;

    /// <summary>Counts, by one pass of the torch modules over a few images: the elements of each weight, times the output pixels of its layer.</summary>
    /// <param name="space">The space.</param>
    /// <param name="options">How wide and deep.</param>
    /// <param name="size">Height and width of the images.</param>
    public static UsefulWork Of(SearchSpace space, SupernetOptions options, int size)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        using var stream = RandomStreams.Create(0, "useful work");
        using var supernet = Supernet.Create(space, options with { Engine = SupernetEngine.Torch }, stream);
        using var alpha = ArchitectureParameters.Initialize(space, stream);
        var images = randn([Images, options.ImageChannels, size, size], generator: stream);
        var (stem, others) = (0L, 0L);
        foreach (var layer in supernet.modules().OfType<nn.Module<Tensor, Tensor>>().Where(m => m is Convolution or Linear))
        {
            layer.register_forward_hook((module, _, output) =>
            {
                if (stem == 0) stem = MultiplyAdds(module, output); // it is called first
                else others += MultiplyAdds(module, output);
                return output;
            });
        }

        supernet.eval();
        supernet.Forward(images, new SoftmaxRelaxation().Relax(alpha));
        return new UsefulWork(stem, others);
    }

    /// <summary>// [N, C, H, W] or [N, K]</summary>
    private static long MultiplyAdds(nn.Module layer, Tensor output)
    {
        var pixels = output.Dimensions == 4 ? output.shape[2] * output.shape[3] : 1;
        return layer.get_parameter("weight")!.numel() * pixels;
    }
}
