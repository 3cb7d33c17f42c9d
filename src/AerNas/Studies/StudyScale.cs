namespace AerNas.Studies;

/// <summary>Where the options of a study's searches and trainings start from.</summary>
public enum StudyScale
{
    /// <summary>Sizes for a CPU, by <see cref="Methods.MethodCatalog.Small"/> and <see cref="Training.TrainingRecipes.Small"/>.</summary>
    Small,

    /// <summary>The published ones.</summary>
    Paper,
}
