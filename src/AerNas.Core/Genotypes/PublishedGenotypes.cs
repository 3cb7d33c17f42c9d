using System.Diagnostics.CodeAnalysis;

namespace AerNas.Genotypes;

/// <summary>
/// Architectures of the literature under the names of the official <c>genotypes.py</c> files (quark0/darts, chenxin061/pdarts, PC-DARTS,
/// AutoDL-Projects) and of the README of kunjing96/DARTS-AER.
/// </summary>
public static class PublishedGenotypes
{
    private static readonly Dictionary<string, string> Texts = new(StringComparer.OrdinalIgnoreCase)
    {
        // Zoph et al., 2018
        ["NASNet"] = """
            Genotype(normal=[
                ('sep_conv_5x5', 1), ('sep_conv_3x3', 0), ('sep_conv_5x5', 0), ('sep_conv_3x3', 0),
                ('avg_pool_3x3', 1), ('skip_connect', 0), ('avg_pool_3x3', 0), ('avg_pool_3x3', 0),
                ('sep_conv_3x3', 1), ('skip_connect', 1)],
                normal_concat=[2, 3, 4, 5, 6], reduce=[
                ('sep_conv_5x5', 1), ('sep_conv_7x7', 0), ('max_pool_3x3', 1), ('sep_conv_7x7', 0),
                ('avg_pool_3x3', 1), ('sep_conv_5x5', 0), ('skip_connect', 3), ('avg_pool_3x3', 2),
                ('sep_conv_3x3', 2), ('max_pool_3x3', 1)],
                reduce_concat=[4, 5, 6])
            """,
        // Real et al., 2019
        ["AmoebaNet"] = """
            Genotype(normal=[
                ('avg_pool_3x3', 0), ('max_pool_3x3', 1), ('sep_conv_3x3', 0), ('sep_conv_5x5', 2),
                ('sep_conv_3x3', 0), ('avg_pool_3x3', 3), ('sep_conv_3x3', 1), ('skip_connect', 1),
                ('skip_connect', 0), ('avg_pool_3x3', 1)],
                normal_concat=[4, 5, 6], reduce=[
                ('avg_pool_3x3', 0), ('sep_conv_3x3', 1), ('max_pool_3x3', 0), ('sep_conv_7x7', 2),
                ('sep_conv_7x7', 0), ('avg_pool_3x3', 1), ('max_pool_3x3', 0), ('max_pool_3x3', 1),
                ('conv_7x1_1x7', 0), ('sep_conv_3x3', 5)],
                reduce_concat=[3, 4, 6])
            """,
        // Liu et al., 2019, first order
        ["DARTS_V1"] = """
            Genotype(normal=[
                ('sep_conv_3x3', 1), ('sep_conv_3x3', 0), ('skip_connect', 0), ('sep_conv_3x3', 1),
                ('skip_connect', 0), ('sep_conv_3x3', 1), ('sep_conv_3x3', 0), ('skip_connect', 2)],
                normal_concat=[2, 3, 4, 5], reduce=[
                ('max_pool_3x3', 0), ('max_pool_3x3', 1), ('skip_connect', 2), ('max_pool_3x3', 0),
                ('max_pool_3x3', 0), ('skip_connect', 2), ('skip_connect', 2), ('avg_pool_3x3', 0)],
                reduce_concat=[2, 3, 4, 5])
            """,
        // Liu et al., 2019, second order
        ["DARTS_V2"] = """
            Genotype(normal=[
                ('sep_conv_3x3', 0), ('sep_conv_3x3', 1), ('sep_conv_3x3', 0), ('sep_conv_3x3', 1),
                ('sep_conv_3x3', 1), ('skip_connect', 0), ('skip_connect', 0), ('dil_conv_3x3', 2)],
                normal_concat=[2, 3, 4, 5], reduce=[
                ('max_pool_3x3', 0), ('max_pool_3x3', 1), ('skip_connect', 2), ('max_pool_3x3', 1),
                ('max_pool_3x3', 0), ('skip_connect', 2), ('skip_connect', 2), ('max_pool_3x3', 1)],
                reduce_concat=[2, 3, 4, 5])
            """,
        // Chen et al., 2019
        ["PDARTS"] = """
            Genotype(normal=[
                ('skip_connect', 0), ('dil_conv_3x3', 1), ('skip_connect', 0), ('sep_conv_3x3', 1),
                ('sep_conv_3x3', 1), ('sep_conv_3x3', 3), ('sep_conv_3x3', 0), ('dil_conv_5x5', 4)],
                normal_concat=[2, 3, 4, 5], reduce=[
                ('avg_pool_3x3', 0), ('sep_conv_5x5', 1), ('sep_conv_3x3', 0), ('dil_conv_5x5', 2),
                ('max_pool_3x3', 0), ('dil_conv_3x3', 1), ('dil_conv_3x3', 1), ('dil_conv_5x5', 3)],
                reduce_concat=[2, 3, 4, 5])
            """,
        // Xu et al., 2020, searched on CIFAR-10
        ["PC_DARTS_cifar"] = """
            Genotype(normal=[
                ('sep_conv_3x3', 1), ('skip_connect', 0), ('sep_conv_3x3', 0), ('dil_conv_3x3', 1),
                ('sep_conv_5x5', 0), ('sep_conv_3x3', 1), ('avg_pool_3x3', 0), ('dil_conv_3x3', 1)],
                normal_concat=[2, 3, 4, 5], reduce=[
                ('sep_conv_5x5', 1), ('max_pool_3x3', 0), ('sep_conv_5x5', 1), ('sep_conv_5x5', 2),
                ('sep_conv_3x3', 0), ('sep_conv_3x3', 3), ('sep_conv_3x3', 1), ('sep_conv_3x3', 2)],
                reduce_concat=[2, 3, 4, 5])
            """,
        // Xu et al., 2020, searched on ImageNet
        ["PC_DARTS_image"] = """
            Genotype(normal=[
                ('skip_connect', 1), ('sep_conv_3x3', 0), ('sep_conv_3x3', 0), ('skip_connect', 1),
                ('sep_conv_3x3', 1), ('sep_conv_3x3', 3), ('sep_conv_3x3', 1), ('dil_conv_5x5', 4)],
                normal_concat=[2, 3, 4, 5], reduce=[
                ('sep_conv_3x3', 0), ('skip_connect', 1), ('dil_conv_5x5', 2), ('max_pool_3x3', 1),
                ('sep_conv_3x3', 2), ('sep_conv_3x3', 1), ('sep_conv_5x5', 0), ('sep_conv_3x3', 3)],
                reduce_concat=[2, 3, 4, 5])
            """,
        // Liu et al., 2018
        ["PNASNet"] = """
            Genotype(normal=[
                ('sep_conv_5x5', 0), ('max_pool_3x3', 0), ('sep_conv_7x7', 1), ('max_pool_3x3', 1),
                ('sep_conv_5x5', 1), ('sep_conv_3x3', 1), ('sep_conv_3x3', 4), ('max_pool_3x3', 1),
                ('sep_conv_3x3', 0), ('skip_connect', 1)],
                normal_concat=[2, 3, 4, 5, 6], reduce=[
                ('sep_conv_5x5', 0), ('max_pool_3x3', 0), ('sep_conv_7x7', 1), ('max_pool_3x3', 1),
                ('sep_conv_5x5', 1), ('sep_conv_3x3', 1), ('sep_conv_3x3', 4), ('max_pool_3x3', 1),
                ('sep_conv_3x3', 0), ('skip_connect', 1)],
                reduce_concat=[2, 3, 4, 5, 6])
            """,
        // Dong and Yang, 2019
        ["GDAS_V1"] = """
            Genotype(normal=[
                ('skip_connect', 0), ('skip_connect', 1), ('skip_connect', 0), ('sep_conv_5x5', 2),
                ('sep_conv_3x3', 3), ('skip_connect', 0), ('sep_conv_5x5', 4), ('sep_conv_3x3', 3)],
                normal_concat=[2, 3, 4, 5], reduce=[
                ('sep_conv_5x5', 0), ('sep_conv_3x3', 1), ('sep_conv_5x5', 2), ('sep_conv_5x5', 1),
                ('dil_conv_5x5', 2), ('sep_conv_3x3', 1), ('sep_conv_5x5', 0), ('sep_conv_5x5', 1)],
                reduce_concat=[2, 3, 4, 5])
            """,
        // README of kunjing96/DARTS-AER
        ["DARTS_AER_README_CIFAR10"] = """
            Genotype(normal=[
                ('sep_conv_3x3', 0), ('dil_conv_5x5', 1), ('skip_connect', 0), ('dil_conv_3x3', 2),
                ('sep_conv_3x3', 1), ('skip_connect', 0), ('sep_conv_3x3', 1), ('skip_connect', 0)],
                normal_concat=[2, 3, 4, 5], reduce=[
                ('max_pool_3x3', 0), ('max_pool_3x3', 1), ('max_pool_3x3', 0), ('skip_connect', 2),
                ('skip_connect', 3), ('max_pool_3x3', 0), ('skip_connect', 2), ('max_pool_3x3', 0)],
                reduce_concat=[2, 3, 4, 5])
            """,
        // README of kunjing96/DARTS-AER
        ["DARTS_AER_README_FashionMNIST"] = """
            Genotype(normal=[
                ('max_pool_3x3', 0), ('dil_conv_5x5', 1), ('max_pool_3x3', 0), ('sep_conv_3x3', 1),
                ('sep_conv_5x5', 1), ('sep_conv_3x3', 3), ('sep_conv_5x5', 4), ('dil_conv_5x5', 3)],
                normal_concat=[2, 3, 4, 5], reduce=[
                ('sep_conv_3x3', 1), ('avg_pool_3x3', 0), ('avg_pool_3x3', 0), ('skip_connect', 2),
                ('skip_connect', 3), ('avg_pool_3x3', 0), ('sep_conv_3x3', 2), ('skip_connect', 3)],
                reduce_concat=[2, 3, 4, 5])
            """,
        // README of kunjing96/DARTS-AER
        ["DARTS_AER_README_MNIST"] = """
            Genotype(normal=[
                ('sep_conv_3x3', 0), ('dil_conv_5x5', 1), ('sep_conv_3x3', 2), ('sep_conv_3x3', 1),
                ('dil_conv_5x5', 3), ('sep_conv_3x3', 1), ('sep_conv_5x5', 4), ('dil_conv_5x5', 3)],
                normal_concat=[2, 3, 4, 5], reduce=[
                ('dil_conv_3x3', 0), ('sep_conv_3x3', 1), ('avg_pool_3x3', 0), ('skip_connect', 2),
                ('dil_conv_5x5', 3), ('avg_pool_3x3', 0), ('dil_conv_3x3', 1), ('max_pool_3x3', 0)],
                reduce_concat=[2, 3, 4, 5])
            """,
    };

    /// <summary>The names there are.</summary>
    public static ImmutableArray<string> Names { get; } = [.. Texts.Keys];

    /// <summary>Finds an architecture by its name; case does not count.</summary>
    public static bool TryFind(string? name, [NotNullWhen(true)] out Genotype? genotype)
    {
        genotype = name is not null && Texts.TryGetValue(name, out var text) ? GenotypeNotation.Parse(text) : null;
        return genotype is not null;
    }

    /// <summary>The architecture of a name.</summary>
    /// <exception cref="KeyNotFoundException">There is no such architecture.</exception>
    public static Genotype Find(string name) => TryFind(name, out var genotype)
        ? genotype
        : throw new KeyNotFoundException($"'{name}' is no published genotype; there are {string.Join(", ", Names)}.");
}
