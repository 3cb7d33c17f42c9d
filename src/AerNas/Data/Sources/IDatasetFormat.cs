namespace AerNas.Data.Sources;

/// <summary>A form in which datasets are published. A new dataset is one more of these.</summary>
internal interface IDatasetFormat
{
    /// <summary>What it looks like, for the message that nothing was recognised.</summary>
    string Description { get; }

    /// <summary>The folder among the files (empty or ending with a slash) that holds such a dataset, or null.</summary>
    string? Locate(DatasetFiles files);

    /// <summary>Whether a file of this name may belong to such a dataset. Others in an archive are not unpacked.</summary>
    bool MayHold(string name);

    /// <summary>Reads the dataset in a folder that <see cref="Locate"/> found.</summary>
    /// <exception cref="DatasetFormatException">A file is missing, damaged or not what it should be.</exception>
    RawDataset Read(DatasetFiles files, string folder, DatasetOptions options);
}
