// NAONet (Luo, Tian, Qin, Chen, Liu: Neural Architecture Optimization, NeurIPS 2018), on the weights of a supernet:
//
//   mixture          a uniformly random architecture, new in every step: a node's edges and what they carry
//   architecture     alpha never learns, so there is nothing to regularize
//   weights          gradient of L_train on the drawn architecture, momentum SGD under a cosine
//   genotype         the best of random architectures and of those that an autoencoder makes afterwards (EmbeddingAscent,
//                    SequenceAutoencoder), judged by the accuracy of the shared weights on one validation batch each
//
// Sizes, loss, steps and rounds are those of renqianluo/NAO_pytorch, NAO_V1/train_search.py, the search with weight sharing. Two things
// differ. Its weights learn on the pool of architectures alone, for 150 epochs, while here they learn on all, as RSPS publishes it, before
// the first is judged. And it swaps the two inputs of a node at random while it learns; here a node's edges ascend, so that an architecture
// is one sequence.

namespace AerNas.Methods;

/// <summary>Architectures that are made where a predictor leads in the space of an autoencoder, on the weights of a supernet.</summary>
public static class NaoNet
{
    /// <summary>The method.</summary>
    public static SearchMethod Method { get; } = SharedPaths.Everywhere with
    {
        Name = "naonet",
        Reference = "Luo, Tian, Qin, Chen, Liu: Neural Architecture Optimization (NeurIPS 2018), with weight sharing",
        About = new("alpha never learns; w learns on uniformly random architectures, and an autoencoder makes others up the gradient of a "
            + "predictor, judged by the shared weights",
            SharedPaths.CostOfAPath, MethodEvidence.FormulaTests),
        Proposal = (options, alpha) => new EmbeddingAscent(alpha.Space, options.Part<NaoNetOptions>(), options.Search.Seed),
        Published = space => SharedPaths.Everywhere.Published(space) with { Own = new NaoNetOptions() },
        Shortened = small => small.With<NaoNetOptions>(own => own with
        {
            Seeds = 40,
            Rounds = 2,
            New = 20,
            Starts = 20,
            Autoencoder = own.Autoencoder with { Units = 24, LearningRate = 5e-3, Epochs = 40 },
        }),
    };
}
