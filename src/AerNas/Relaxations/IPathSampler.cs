namespace AerNas.Relaxations;

/// <summary>A learned distribution over the architectures of a space that is not softmax(alpha): the controller of ENAS.</summary>
public interface IPathSampler
{
    /// <summary>The architecture that w learns by in a step; the same one each time the step is asked for.</summary>
    /// <param name="moment">Where the search stands.</param>
    ChosenOperations DrawForWeights(SearchMoment moment);

    /// <summary>One of the architectures among which the result is chosen.</summary>
    /// <param name="seed">The run's seed.</param>
    /// <param name="index">Which, from 0.</param>
    ChosenOperations DrawForSelection(int seed, int index);

    /// <summary>The architecture of the most likely choices, each given those before it.</summary>
    ChosenOperations MostLikely();
}
