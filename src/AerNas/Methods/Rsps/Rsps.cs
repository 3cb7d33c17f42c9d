// Random search with parameter sharing (Li, Talwalkar: Random Search and Reproducibility for Neural Architecture Search, UAI 2019), as
// AutoDL-Projects exps/algos/RANDOM-NAS.py runs it on NAS-Bench-201.
//
//   mixture          one operation an edge, uniformly random, none included, no redraw; new in every step
//   architecture     alpha never learns, so there is nothing to regularize
//   weights          gradient of L_train on the drawn path, momentum SGD under a cosine
//   genotype         the best of 100 random architectures by the accuracy of the shared weights on one validation batch each
//
// The official optimizer passes over a weight until it is first drawn; here weight decay moves it from the start.

namespace AerNas.Methods;

/// <summary>Random search with parameter sharing.</summary>
public static class Rsps
{
    /// <summary>The method.</summary>
    public static SearchMethod Method { get; } = SharedPaths.Template with
    {
        Name = "rsps",
        Reference = "Li, Talwalkar: Random Search and Reproducibility for Neural Architecture Search (UAI 2019)",
        About = new("alpha never learns; w learns on uniformly random paths, and the best of 100 random architectures wins",
            SharedPaths.CostOfAPath, MethodEvidence.GoldenCases),
        Relaxations = _ => new SearchRelaxations(new UniformPathRelaxation()),
        Proposal = (options, alpha) => new UniformProposal(alpha.Space, options.Search.Seed),
        Published = space => SharedPaths.WithoutAlpha(SharedPaths.Template.Published(space)),
    };
}
