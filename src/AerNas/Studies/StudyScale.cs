namespace AerNas.Studies;

/// <summary>Where the options of a study's searches start from.</summary>
public enum StudyScale
{
    /// <summary>Sizes for a CPU, as <see cref="Methods.MethodCatalog.Small"/> makes them.</summary>
    Small,

    /// <summary>The published ones.</summary>
    Paper,
}
