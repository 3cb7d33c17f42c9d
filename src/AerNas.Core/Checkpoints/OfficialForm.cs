namespace AerNas.Checkpoints;

/// <summary>Whose code names the weights of a derived network.</summary>
internal enum OfficialForm
{
    /// <summary>quark0/darts, and P-DARTS, PC-DARTS, SGAS and others that came from it.</summary>
    Darts,

    /// <summary>khanrc/pt.darts, and DARTS-AER and DropNAS, which came from it.</summary>
    PtDarts,

    /// <summary>AutoDL-Projects, cells of the DARTS space.</summary>
    AutoDl,

    /// <summary>xiaomi-automl/FairDARTS on CIFAR, whose nodes may have any number of edges, or none.</summary>
    NodeByNode,

    /// <summary>AutoDL-Projects, cells of NAS-Bench-201.</summary>
    NasBench201,
}
