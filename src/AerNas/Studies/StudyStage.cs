namespace AerNas.Studies;

/// <summary>What a run of a study does, one after the other.</summary>
public enum StudyStage
{
    /// <summary>An architecture is searched, or a random one looked up.</summary>
    Search,

    /// <summary>The network of that architecture is trained from scratch.</summary>
    Training,
}
