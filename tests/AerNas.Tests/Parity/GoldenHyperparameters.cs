using AerNas.Methods;

namespace AerNas.Tests.Parity;

/// <summary>The hyperparameters of a case's loop in place of published ones; what the case does not name stays.</summary>
internal static class GoldenHyperparameters
{
    /// <summary>Published options with how the case moves w and alpha.</summary>
    internal static SearchOptions With(this SearchOptions published, GoldenCase golden) => published with
    {
        Weights = published.Weights with
        {
            LearningRate = Of(golden, published.Weights.LearningRate, "learning_rate", "w_lr"),
            Momentum = Of(golden, published.Weights.Momentum, "momentum", "w_momentum"),
            WeightDecay = Of(golden, published.Weights.WeightDecay, "weight_decay", "w_weight_decay"),
            GradientClip = Of(golden, published.Weights.GradientClip, "grad_clip", "w_grad_clip"),
        },
        Alpha = published.Alpha with
        {
            LearningRate = Of(golden, published.Alpha.LearningRate, "arch_learning_rate", "alpha_lr"),
            Beta1 = Beta(golden, 0, published.Alpha.Beta1),
            Beta2 = Beta(golden, 1, published.Alpha.Beta2),
            WeightDecay = Of(golden, published.Alpha.WeightDecay, "arch_weight_decay", "alpha_weight_decay"),
            GradientClip = Of(golden, published.Alpha.GradientClip, "arch_grad_clip"),
        },
    };

    private static double Of(GoldenCase golden, double published, params string[] names)
    {
        foreach (var name in names)
            if (golden.Hyperparameters.TryGetProperty(name, out var value))
                return value.GetDouble();
        return published;
    }

    private static double Beta(GoldenCase golden, int which, double published)
    {
        foreach (var name in (string[])["arch_betas", "alpha_betas"])
            if (golden.Hyperparameters.TryGetProperty(name, out var betas))
                return betas[which].GetDouble();
        return published;
    }
}
