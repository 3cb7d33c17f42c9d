namespace AerNas.Studies;

/// <summary>Where the options of a study's searches and trainings start from.</summary>
public enum StudyScale
{
    /// <summary>Sizes for a CPU, as <see cref="Methods.MethodCatalog.Small"/> and <see cref="Training.TrainingRecipes.Small"/> make them.</summary>
    Small,

    /// <summary>The published ones.</summary>
    Paper,
}
