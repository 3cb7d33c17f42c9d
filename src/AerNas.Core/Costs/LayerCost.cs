namespace AerNas.Costs;

/// <summary>What a part of a network holds and computes for one image.</summary>
/// <param name="Parameters">Trainable numbers, biases and batch norm included.</param>
/// <param name="ConvolutionMultiplyAdds">Multiply-adds of convolutions: positions x input channels / groups x kernel x outputs.</param>
/// <param name="LinearMultiplyAdds">Multiply-adds in linear layers: inputs x outputs, the bias not counted.</param>
public readonly record struct LayerCost(long Parameters, long ConvolutionMultiplyAdds, long LinearMultiplyAdds)
{
    /// <summary>Multiply-adds in all; batch norm, activations, pooling and sums are not counted, as in every published table.</summary>
    public long MultiplyAdds => checked(ConvolutionMultiplyAdds + LinearMultiplyAdds);

    /// <summary>The cost of both parts.</summary>
    public static LayerCost operator +(LayerCost left, LayerCost right) => new(
        checked(left.Parameters + right.Parameters),
        checked(left.ConvolutionMultiplyAdds + right.ConvolutionMultiplyAdds),
        checked(left.LinearMultiplyAdds + right.LinearMultiplyAdds));

    /// <summary>The cost of both parts.</summary>
    public static LayerCost Add(LayerCost left, LayerCost right) => left + right;
}
