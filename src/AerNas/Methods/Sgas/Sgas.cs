// SGAS (Li, Qian, Delgadillo, Mueller, Thabet, Ghanem: SGAS: Sequential Greedy Architecture Search, CVPR 2020).
//
//   mixture          softmax, as DARTS, on edges that are open; a decided edge has one operation, at weight 1
//   decisions        after epoch 9 and every 5 epochs from there, one edge of every kind of cell (GreedyDecisions): criterion 1 of the
//                    paper, the script's default, or 2 with sgas.decisions.criterion=Stability. Its alphas then rest (DecidedAtRest)
//   architecture     gradient of L_val at the current weights, Adam
//   weights          gradient of L_train, momentum SGD under a cosine; 8 images more a step after each decision
//   genotype         after the last decision two edges a node, each with its one operation; until then those that are decided, and the
//                    most important of those that are open (ImportanceRule)
//
// A decision is made after the supernet has been validated, so that an epoch's architecture is the one before it. The regularizer looks at
// the edges that are open.
//
// Published values: lightaime/sgas cnn/train_search.py. It searches no NAS-Bench-201: there the same decisions run over DARTS-V1's
// settings, all six edges stay, and none is an operation that a decision never takes.

using AerNas.Data.Batches;

namespace AerNas.Methods;

/// <summary>DARTS that decides one edge after another while it searches.</summary>
public static class Sgas
{
    /// <summary>The method.</summary>
    public static SearchMethod Method { get; } = DartsV1.Method with
    {
        Name = "sgas",
        Reference = "Li et al.: SGAS: Sequential Greedy Architecture Search (CVPR 2020)",
        About = new("edges are decided one after another, the most certain first; what is decided is one operation and learns no more",
            StepCost: _ => 0.6, MethodEvidence.GoldenCases),
        Decisions = options => options.Part<DecisionOptions>().Create(),
        Constraint = _ => new DecidedAtRest(),
        Discretization = (_, _) => new ImportanceRule(),
        Refuses = space => space.KeepsEveryEdge
            || space.CellKinds.All(kind => space.Edges.All(edge => space.Candidates.Of(kind, edge).Contains(CandidateOperation.None)))
                ? null
            : "it decides against an edge by none, which some edges do not offer",
        Published = space => Deciding(space.Protocol == PublishedProtocol.Darts ? OnDarts() : DartsV1.Method.Published(space)),
        Shortened = small => small.With<DecisionOptions>(decisions => decisions with { First = 0, Every = 1 }),
    };

    private static SearchOptions OnDarts()
    {
        var darts = DartsV1.Method.Published(SearchSpace.Darts);
        return darts with
        {
            Data = darts.Data with { AlphaSampling = AlphaSampling.FreshBatches },
            Weights = darts.Weights with { CosineStep = CosineStep.BeforeEpoch },
        };
    }

    private static SearchOptions Deciding(SearchOptions options) => options with
    {
        Search = options.Search with { Select = ArchitectureSelection.LastEpoch },
        Own = new SgasOptions(),
    };
}
