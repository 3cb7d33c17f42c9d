using System.Globalization;
using System.Text;

namespace AerNas.Data.Sources;

/// <summary>What the extended header of PAX says of the file after it.</summary>
/// <param name="Path">Its name, if it is told here.</param>
/// <param name="Size">Its length, if it is told here.</param>
/// <param name="IsSparse">Whether it is in GNU's sparse form.</param>
internal sealed record TarAttributes(string? Path, long? Size, bool IsSparse)
{
    /// <summary>Reads records of the form <c>LENGTH KEY=VALUE\n</c>, the length counting all of the record.</summary>
    /// <exception cref="InvalidDataException">A record is damaged.</exception>
    public static TarAttributes Parse(ReadOnlySpan<byte> records)
    {
        var attributes = new TarAttributes(null, null, IsSparse: false);
        for (records = records.TrimEnd((byte)0); !records.IsEmpty;)
        {
            var space = records.IndexOf((byte)' ');
            if (space < 0 || !int.TryParse(records[..space], NumberStyles.None, CultureInfo.InvariantCulture, out var length)
                || length <= space + 1 || length > records.Length || records[length - 1] != '\n')
                throw Damaged();
            var record = records[(space + 1)..(length - 1)];
            var equals = record.IndexOf((byte)'=');
            if (equals < 0) throw Damaged();
            attributes = attributes.With(Encoding.UTF8.GetString(record[..equals]), record[(equals + 1)..]);
            records = records[length..];
        }

        return attributes;
    }

    private TarAttributes With(string key, ReadOnlySpan<byte> value) => key switch
    {
        "path" => this with { Path = Encoding.UTF8.GetString(value) },
        "size" => this with
        {
            Size = long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var size) ? size : throw Damaged(),
        },
        _ when key.StartsWith("GNU.sparse.", StringComparison.Ordinal) => this with { IsSparse = true },
        _ => this,
    };

    private static InvalidDataException Damaged() => new("an extended header is damaged.");
}
