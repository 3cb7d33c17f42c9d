using AerNas.Pickles;

namespace AerNas.Tabular.Sources;

/// <summary>A dictionary in a <c>.pickle.pbz2</c> file.</summary>
internal static class PickledFile
{
    /// <summary>Reads it as data.</summary>
    /// <exception cref="TabularFormatException">It is damaged, holds something else, or names a callable that is not data.</exception>
    public static PickleDictionary Read(string path)
    {
        try
        {
            return PickleReader.Read(Bzip2.Unpack(path)) as PickleDictionary
                ?? throw new TabularFormatException(path, "it holds no dictionary, as the files of NATS-Bench do.");
        }
        catch (PickleFormatException e)
        {
            throw new TabularFormatException(path, $"unpacked, {e.Problem}", e.Offset, e);
        }
    }
}
