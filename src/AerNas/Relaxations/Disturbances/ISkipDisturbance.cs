using AerNas.Kernels.Engine;

namespace AerNas.Relaxations;

/// <summary>What is done to the outputs of skip connections while the supernet is in training mode, in the updates of both levels, so that
/// alpha does not come to like it for its ease alone. In evaluation mode nothing is. It gives numbers; the engine that evaluates the
/// supernet brings them and the outputs together, so that both engines compute the same.</summary>
public interface ISkipDisturbance
{
    /// <summary>Whether it is done at stride 2 too, to the reduction that stands for a skip connection there.</summary>
    bool AtStrideTwo { get; }

    /// <summary>How its numbers meet the outputs; null where nothing is done at that moment.</summary>
    DisturbanceForm? FormAt(SearchMoment moment);

    /// <summary>What makes its numbers of its draws at a moment.</summary>
    DrawSpread SpreadAt(SearchMoment moment);

    /// <summary>The probability of an image's whole disturbed output being dropped, what is kept scaled up; from 0, below 1.</summary>
    double Dropped => 0;

    /// <summary>Draws for one image of the output of one skip connection.</summary>
    /// <param name="draws">Where they go. // [C, H, W]</param>
    /// <param name="moment">Where the search stands.</param>
    /// <param name="seed">Of all that is random; equal arguments give equal draws.</param>
    void Fill(Span<float> draws, SearchMoment moment, ulong seed);
}

/// <summary>Makes the number <c>Shift + Scale x</c> of a draw x.</summary>
public readonly record struct DrawSpread(double Scale, double Shift);
