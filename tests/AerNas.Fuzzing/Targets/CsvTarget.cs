using System.Collections.Immutable;
using System.Text;
using AerNas.Fuzzing.Seeds;
using AerNas.Tabular;
using AerNas.Tabular.Sources;

namespace AerNas.Fuzzing.Targets;

/// <summary>The first rows of a table as CSV; that the other cells are missing is no fault here.</summary>
internal sealed class CsvTarget : IFuzzTarget, IDisposable
{
    private readonly ScratchFolder _folder = new();

    public string Name => "csv";

    public int ShortInputs => 1_000;

    public ImmutableArray<FuzzInput> Seeds { get; } =
    [
        new("table.csv", Encoding.UTF8.GetBytes(
            "index,arch,cifar10_test_200,cifar100_valid_12\n"
            + "0,|avg_pool_3x3~0|+|nor_conv_1x1~0|skip_connect~1|+|nor_conv_1x1~0|skip_connect~1|skip_connect~2|,85.863333,20\n"
            + "1,|nor_conv_3x3~0|+|nor_conv_3x3~0|avg_pool_3x3~1|+|skip_connect~0|nor_conv_3x3~1|skip_connect~2|,93.66,0.5\n")),
    ];

    public ImmutableArray<byte[]> Words { get; } = JsonWords.With("\r\n", "15624", "15625", "cifar10_test_200", "ImageNet16-120_valid_12",
        "|none~0|", "100.0001", "index,arch", ",,", "\u0000");

    public ImmutableArray<Type> Refusals { get; } = [typeof(TabularFormatException)];

    public byte[] Mend(FuzzInput input) => TokenMutation.Of(Seeds, input);

    public void Read(FuzzInput input)
    {
        try
        {
            CsvTable.Read(_folder.Write(input.Name, input.Bytes));
        }
        catch (TabularFormatException e) when (e.Message.Contains("ends without cell", StringComparison.Ordinal))
        {
            // All rows were read.
        }
    }

    public void Dispose() => _folder.Dispose();
}
