using AerNas.Genotypes;
using AerNas.Zoo;
using CsCheck;

namespace AerNas.Tests.Genotypes;

[Trait(Property.Trait, Property.Drawn)]
public sealed class GenotypeNotationPropertyTests
{
    private const int Rounds = 2000;

    [Fact]
    public void EveryNotation_RandomGenotype_ReadsBackEqual() => Property.Holds(
        GenotypeGenerators.Any, Rounds, genotype => Texts(genotype).All(text => GenotypeNotation.Parse(text).Equals(genotype)));

    [Fact]
    public void Official_TwoEdgesPerNode_IsFlat() => Property.Holds(
        GenotypeGenerators.Darts, Rounds, genotype => !GenotypeNotation.Official(genotype).Contains("[[", StringComparison.Ordinal));

    [Fact]
    public void TryParse_MutatedText_ReadsOrPointsIntoTheText() => Property.Holds(
        Mutated, 5 * Rounds, text =>
        {
            if (GenotypeNotation.TryParse(text, out var genotype, out var error)) return Texts(genotype).Length > 0;
            return error.Position >= 0 && error.Position <= text.Length && error.Expected.Length > 0
                && error.Message.StartsWith($"position {error.Position}: ", StringComparison.Ordinal);
        });

    [Fact]
    public void TryParse_TextCutAnywhere_PointsIntoTheText()
    {
        foreach (var text in Texts(GenotypeZoo.Find("DARTS_V2").Architecture))
        {
            for (var length = 0; length < text.Length; length++)
            {
                Assert.False(GenotypeNotation.TryParse(text[..length], out _, out var error));
                Assert.InRange(error.Position, 0, length);
            }
        }
    }

    /// <summary>A genotype's text in which a stretch is cut out and replaced by something that belongs elsewhere, or nowhere.</summary>
    private static Gen<string> Mutated { get; } =
        from genotype in GenotypeGenerators.Any
        from form in Gen.Int[0, 2]
        from place in Gen.Int[0, 10_000]
        from length in Gen.Int[0, 4]
        from insert in Gen.OneOf(
            Gen.OneOf("", "'", "\"", "[", "]", "(", ")", "{", "}", "|", "~", "+", ",", ":", "-1", "7", "99999999999", "\\ud800",
                "range(0,99999999)"),
            Gen.Char.Array[0, 3].Select(c => new string(c)))
        let text = Texts(genotype)[form]
        let start = place % (text.Length + 1)
        select string.Concat(text.AsSpan(0, start), insert, text.AsSpan(Math.Min(text.Length, start + length)));

    private static string[] Texts(Genotype genotype) =>
        [GenotypeNotation.Official(genotype), GenotypeNotation.OfficialNested(genotype), GenotypeNotation.Json(genotype)];
}
