namespace AerNas.Methods;

/// <summary>Draws from a few probabilities by inversion.</summary>
internal static class Categorical
{
    /// <summary>The first place whose cumulated probability exceeds a fraction; the last where none does.</summary>
    /// <param name="probabilities">One at least.</param>
    /// <param name="fraction">A uniform number from 0 to 1.</param>
    public static int PlaceAt(ReadOnlySpan<double> probabilities, double fraction)
    {
        var place = 0;
        for (var sum = probabilities[0]; sum <= fraction && place < probabilities.Length - 1; sum += probabilities[place]) place++;
        return place;
    }
}
