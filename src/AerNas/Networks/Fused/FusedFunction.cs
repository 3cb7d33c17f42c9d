using static TorchSharp.torch.autograd;

namespace AerNas.Networks.Fused;

/// <summary>The whole network as one node of torch's autograd graph, with two variables: the weights and the mixture.</summary>
internal sealed class FusedFunction : SingleTensorFunction<FusedFunction>
{
    private const string Pass = "pass";

    public override string Name => "network";

    /// <summary>Makes the results of a pass depend on its variables.</summary>
    /// <param name="pass">A pass that has been run.</param>
    /// <param name="weights">All parameters in a row.</param>
    /// <param name="mixture">All mixtures in a row.</param>
    public static Tensor Apply(FusedPass pass, Tensor weights, Tensor mixture) => apply(pass, weights, mixture);

    public override Tensor forward(AutogradContext ctx, object[] vars)
    {
        var pass = (FusedPass)vars[0];
        ctx.save_data(Pass, pass);
        return pass.Logits;
    }

    public override List<Tensor> backward(AutogradContext ctx, Tensor grad_output)
    {
        try
        {
            var pass = (FusedPass)ctx.get_data(Pass);
            var (weights, mixture) = pass.Engine.Backward(pass, grad_output);
            return [null!, weights!, mixture!];
        }
        catch (Exception e)
        {
            BackwardFailure.Keep(e);
            return [null!, null!, null!];
        }
    }
}
