// RAPDARTS (Green, Vineyard, Helinski, Koç: RAPDARTS: Resource-Aware Progressive Differentiable Architecture Search, IJCNN 2020, arXiv
// 1911.05704): P-DARTS in all its parts, but the architecture loss adds one or more resource costs that the derived network is expected to
// have (ResourceCost):
//
//   L   = L_val + sum over resources of lambda C(softmax(alpha))
//
// No code was published. That a cost is added to P-DARTS' loss is the paper's; how it is normalized, and with which lambda, we know from no
// source. Ours: the cost is that of the evaluation network of the space, relative to a target, and 0 below it. In every stage it is that
// of the whole evaluation network, however shallow the network that searches is.

namespace AerNas.Methods;

/// <summary>P-DARTS that pays for what the derived network is expected to cost.</summary>
public static class Rapdarts
{
    /// <summary>The method.</summary>
    public static SearchMethod Method { get; } = PDarts.Method with
    {
        Name = "rapdarts",
        Reference = "Green, Vineyard, Helinski, Koç: RAPDARTS: Resource-Aware Progressive Differentiable Architecture Search (IJCNN 2020), "
            + "over P-DARTS",
        About = new("P-DARTS whose loss of alpha adds the parameters or multiply-adds that the evaluation network is expected to have "
            + "above a target",
            StepCost: PDarts.Method.About.StepCost, MethodEvidence.FormulaTests),
        Terms = (options, _) => options.Part<RapdartsOptions>().Costs(options.Space),
        Published = space =>
            PDarts.Method.Published(space) with { Own = new RapdartsOptions { Stages = PDartsOptions.For(space).Stages } },
    };
}
