using AerNas.Kernels.Engine;

namespace AerNas.Tests.Kernels;

/// <summary>A disturbance by numbers from 0.5 to 1.5, of every place but one; every other place is scaled image by image.</summary>
/// <param name="form">How they meet the maps.</param>
internal sealed class HashedNumbers(DisturbanceForm form) : IDisturbance
{
    private const int LeftAlone = 2;

    /// <inheritdoc/>
    public DisturbanceForm Form => form;

    /// <inheritdoc/>
    public bool Reaches(int place) => place != LeftAlone;

    /// <inheritdoc/>
    public void Fill(int place, int image, Span<float> numbers)
    {
        var random = new Random(31 * place + image);
        foreach (ref var number in numbers) number = 0.5f + random.NextSingle();
    }

    /// <inheritdoc/>
    public float ScaleOf(int place, int image) => place % 2 == 0 ? 1 : 0.5f + image;
}
