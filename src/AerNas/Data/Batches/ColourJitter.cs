namespace AerNas.Data.Batches;

/// <summary>
/// Random changes of a training picture's colours, in random order (torchvision's <c>ColorJitter</c>; its steps in between are not rounded
/// to whole numbers here). Each but the hue multiplies by a number drawn from 1 - x to 1 + x; 0 is off.
/// </summary>
public sealed record ColourJitter
{
    private const float White = 255;

    /// <summary>No change.</summary>
    internal static ColourJitter None { get; } = new();

    /// <value>Of the distance from black; officially 0.4 on ImageNet.</value>
    public double Brightness { get; init; }

    /// <value>Of the distance from the picture's mean grey; officially 0.4.</value>
    public double Contrast { get; init; }

    /// <value>Of the distance from each pixel's grey; officially 0.4.</value>
    public double Saturation { get; init; }

    /// <value>The hue is turned by up to so much of the circle either way; officially 0.2.</value>
    public double Hue { get; init; }

    internal bool IsNone => this == None;

    internal void Check(OptionRules rules, string path) => rules
        .Within(0, 1, Brightness, $"{path}.brightness").Within(0, 1, Contrast, $"{path}.contrast")
        .Within(0, 1, Saturation, $"{path}.saturation").Within(0, 0.5, Hue, $"{path}.hue");

    /// <summary>Changes a picture in place, of values from 0 to 255. // [C, H, W]</summary>
    internal void Apply(Span<float> picture, int channels, ref CounterRandom random)
    {
        var factors = (Brightness: Factor(ref random, Brightness), Contrast: Factor(ref random, Contrast),
            Saturation: Factor(ref random, Saturation), Hue: (float)(Hue * (2 * random.Uniform() - 1)));
        foreach (var change in random.Permutation(4))
        {
            switch (change)
            {
                case 0 when Brightness > 0: Mix(picture, 0, factors.Brightness); break;
                case 1 when Contrast > 0: Mix(picture, MeanGrey(picture, channels), factors.Contrast); break;
                case 2 when Saturation > 0 && channels == 3: Saturate(picture, factors.Saturation); break;
                case 3 when Hue > 0 && channels == 3: TurnHue(picture, factors.Hue); break;
            }
        }
    }

    private static float Factor(ref CounterRandom random, double reach) => (float)(1 + reach * (2 * random.Uniform() - 1));

    /// <summary>Every value's distance from another multiplied.</summary>
    private static void Mix(Span<float> values, float from, float factor)
    {
        for (var i = 0; i < values.Length; i++) values[i] = Math.Clamp(from + factor * (values[i] - from), 0, White);
    }

    private static float Grey(float red, float green, float blue) => 0.299f * red + 0.587f * green + 0.114f * blue;

    private static float MeanGrey(ReadOnlySpan<float> picture, int channels)
    {
        var (sum, plane) = (0.0, picture.Length / channels);
        for (var i = 0; i < plane; i++)
            sum += channels == 1 ? picture[i] : Grey(picture[i], picture[plane + i], picture[2 * plane + i]);
        return (float)(sum / plane);
    }

    private static void Saturate(Span<float> picture, float factor)
    {
        var plane = picture.Length / 3;
        Span<float> red = picture[..plane], green = picture[plane..(2 * plane)], blue = picture[(2 * plane)..];
        for (var i = 0; i < plane; i++)
        {
            var grey = Grey(red[i], green[i], blue[i]);
            red[i] = Math.Clamp(grey + factor * (red[i] - grey), 0, White);
            green[i] = Math.Clamp(grey + factor * (green[i] - grey), 0, White);
            blue[i] = Math.Clamp(grey + factor * (blue[i] - grey), 0, White);
        }
    }

    /// <summary>Turns every pixel's hue; its lightest and darkest channel keep their values.</summary>
    private static void TurnHue(Span<float> picture, float turn)
    {
        const float Sixths = 6;
        var plane = picture.Length / 3;
        for (var i = 0; i < plane; i++)
        {
            float red = picture[i], green = picture[plane + i], blue = picture[2 * plane + i];
            float most = Math.Max(red, Math.Max(green, blue)), least = Math.Min(red, Math.Min(green, blue)), range = most - least;
            if (range == 0) continue;
            var hue = most == red ? (green - blue) / range : most == green ? 2 + (blue - red) / range : 4 + (red - green) / range;
            var turned = hue + Sixths * turn;
            picture[i] = Channel(turned, 5);
            picture[plane + i] = Channel(turned, 3);
            picture[2 * plane + i] = Channel(turned, 1);

            float Channel(float at, float shift)
            {
                var place = (at + shift + 2 * Sixths) % Sixths;
                return most - range * Math.Clamp(Math.Min(place, 4 - place), 0, 1);
            }
        }
    }
}
