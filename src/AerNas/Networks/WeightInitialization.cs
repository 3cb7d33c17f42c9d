using TorchSharp.Modules;
using static TorchSharp.torch;

namespace AerNas.Networks;

/// <summary>Draws weights from a named stream instead of torch's global one, in PyTorch's default distributions.</summary>
internal static class WeightInitialization
{
    /// <summary>U(-1/sqrt(fan in), 1/sqrt(fan in)) for weights and biases of convolutions and linear layers, in the order of the modules.</summary>
    public static void Draw(nn.Module network, Generator generator)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        foreach (var module in network.modules())
        {
            if (module is Conv2d convolution) Draw(convolution.weight, convolution.bias, generator);
            if (module is Linear linear) Draw(linear.weight, linear.bias, generator);
        }
    }

    private static void Draw(Tensor weight, Tensor? bias, Generator generator)
    {
        var bound = 1 / Math.Sqrt(weight.numel() / weight.shape[0]); // fan in: input channels of a group times kernel area
        Fill(weight);
        if (bias is not null) Fill(bias);

        void Fill(Tensor target) => target.copy_((rand(target.shape, generator: generator) * 2 - 1) * bound);
    }
}
