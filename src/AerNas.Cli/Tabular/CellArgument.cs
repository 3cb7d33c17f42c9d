using System.Globalization;
using AerNas.Tabular;

namespace AerNas.Cli.Tabular;

/// <summary>Finds the cell of a table that an argument means: its published index, or anything that means a genotype.</summary>
internal static class CellArgument
{
    /// <summary>What the argument means.</summary>
    /// <exception cref="UsageException">It means no cell of the table.</exception>
    /// <exception cref="GenotypeFormatException">It is a text with a mistake.</exception>
    public static CellIndex Resolve(string argument, TabularBenchmark table)
    {
        if (int.TryParse(argument, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var index))
        {
            return (uint)index < TabularBenchmark.CellCount
                ? new CellIndex(index)
                : throw new UsageException($"there is no cell {index}; the published indices are 0 to {TabularBenchmark.CellCount - 1}.");
        }

        var genotype = GenotypeArgument.Resolve(argument);
        return genotype.Space.Equals(TabularBenchmark.Space)
            ? table.IndexOf(genotype)
            : throw new UsageException($"the table holds NAS-Bench-201 cells; {argument} is a genotype of {genotype.Space.Name}.");
    }
}
