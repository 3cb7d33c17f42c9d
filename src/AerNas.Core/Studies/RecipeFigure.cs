namespace AerNas.Studies;

/// <summary>What an experiment draws beside the figures of every study.</summary>
public enum RecipeFigure
{
    /// <summary>Nothing: it is a table.</summary>
    None,

    /// <summary>The coefficient lambda(t) alone; nothing is searched.</summary>
    Coefficient,

    /// <summary>The mixture of every edge by epoch, a figure a setting.</summary>
    Mixtures,

    /// <summary>The ranks of the found architectures in the search and after training, a figure a setting.</summary>
    Rankings,

    /// <summary>The best architecture of each setting.</summary>
    Cells,
}
