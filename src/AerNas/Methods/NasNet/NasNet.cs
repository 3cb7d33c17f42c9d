// NASNet (Zoph, Vasudevan, Shlens, Le: Learning Transferable Architectures for Scalable Image Recognition, CVPR 2018), on the weights of a
// supernet:
//
//   mixture          a uniformly random architecture, new in every step: a node's edges and what they carry
//   architecture     alpha never learns, so there is nothing to regularize
//   weights          gradient of L_train on the drawn architecture, momentum SGD under a cosine
//   genotype         the best that a controller comes to afterwards, an LSTM that writes architectures as sequences (TokenPolicy) and
//                    learns from the accuracy of the shared weights on one validation batch each (ProximalPolicy)
//
// The paper trains each of 20,000 children for 20 epochs; here the supernet stands for their training, and its published settings are
// those of RSPS. What the controller's options say is from the paper's appendix as it is generally known, not checked against a code: none
// was published. Two things differ. A node of the paper may read the same node twice and chooses how to combine what it reads; here it
// reads as many nodes as its space keeps edges, and adds. And where a space has no choice of inputs, only operations are decided.

namespace AerNas.Methods;

/// <summary>A controller that writes cells decision by decision and learns by proximal policy optimization, on the weights of a
/// supernet.</summary>
public static class NasNet
{
    /// <summary>The method.</summary>
    public static SearchMethod Method { get; } = SharedPaths.Everywhere with
    {
        Name = "nasnet",
        Reference = "Zoph, Vasudevan, Shlens, Le: Learning Transferable Architectures for Scalable Image Recognition (CVPR 2018)",
        About = new("alpha never learns; w learns on uniformly random architectures, and a controller that learns by PPO writes some, "
            + "judged by the shared weights",
            SharedPaths.CostOfAPath, MethodEvidence.FormulaTests),
        Proposal = (options, alpha) => new ProximalPolicy(alpha.Space, options.Part<NasNetOptions>(), options.Search.Seed),
        Published = space => SharedPaths.Everywhere.Published(space) with { Own = new NasNetOptions() },
        Shortened = small => small.With<NasNetOptions>(own => own with
        {
            LearningRate = MethodCatalog.Hastened(own.LearningRate),
            Batch = own.Batch / 2,
            Proposals = own.Proposals with { Count = 100 },
        }),
    };
}
