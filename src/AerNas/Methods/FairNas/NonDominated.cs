// The two measures of NSGA-II (Deb, Pratap, Agarwal, Meyarivan: A Fast and Elitist Multiobjective Genetic Algorithm: NSGA-II, 2002), of
// points whose every coordinate is the better the smaller. A point dominates another where it is nowhere worse and somewhere better.
//
//   fronts      the points that none dominates; then those that only points of earlier fronts dominate, and so on
//   crowding    of a point of a front: over the objectives, how far its two neighbours in that objective are apart, as a share of what the
//               front spans there. Those at either end have infinitely much

namespace AerNas.Methods;

/// <summary>Sorts points by which are better in nothing than others, and tells how close they lie.</summary>
internal static class NonDominated
{
    /// <summary>The fronts, the best first; inside a front points keep their order.</summary>
    /// <param name="points">What each point has in every objective.</param>
    /// <returns>Places in <paramref name="points"/>; a front is looked for when it is asked for.</returns>
    public static IEnumerable<ImmutableArray<int>> Fronts(IReadOnlyList<ImmutableArray<double>> points)
    {
        for (var left = Enumerable.Range(0, points.Count).ToArray(); left.Length > 0;)
        {
            ImmutableArray<int> front = [.. left.Where(point => !left.Any(other => Dominates(points[other], points[point])))];
            yield return front;
            left = [.. left.Except(front)];
        }
    }

    /// <summary>How much room each point of a front has.</summary>
    /// <param name="front">What each point has in every objective.</param>
    public static double[] Crowding(IReadOnlyList<ImmutableArray<double>> front)
    {
        var room = new double[front.Count];
        for (var objective = 0; front.Count > 0 && objective < front[0].Length; objective++)
        {
            int[] order = [.. Enumerable.Range(0, front.Count).OrderBy(point => front[point][objective])];
            double At(int place) => front[order[place]][objective];
            var span = At(order.Length - 1) - At(0);
            room[order[0]] = room[order[^1]] = double.PositiveInfinity;
            for (var place = 1; span > 0 && place + 1 < order.Length; place++)
                room[order[place]] += (At(place + 1) - At(place - 1)) / span;
        }

        return room;
    }

    private static bool Dominates(ImmutableArray<double> one, ImmutableArray<double> other)
    {
        var isBetter = false;
        for (var objective = 0; objective < one.Length; objective++)
        {
            if (one[objective] > other[objective]) return false;
            isBetter |= one[objective] < other[objective];
        }

        return isBetter;
    }
}
