namespace AerNas.Pickles;

/// <summary>
/// What a kind of pickle names beside plain data: a closed table, each entry done as data. It throws <see cref="FormatException"/>, to
/// which the reader adds the offset.
/// </summary>
internal interface IPickleVocabulary
{
    /// <summary>What a call of a name stands for, given its arguments; null where the name is none of these.</summary>
    Func<ImmutableArray<object?>, object?>? Find(PickleName name);

    /// <summary>What a reference to something outside the pickle (a persistent id) stands for.</summary>
    object? Refer(object? id);
}
