using AerNas.Graphs;
using AerNas.Kernels.Engine;
using AerNas.Kernels.Graphs;

namespace AerNas.Tests.Kernels;

/// <summary>
/// Operations in double precision, in the plainest loops over [N, C, H, W], each with its derivative. It shares no code with the engine: no
/// layout, no fusion, no order of summation.
/// </summary>
internal sealed class OracleTape(double[] weights)
{
    private readonly Stack<Action> _backward = new();

    public double[] WeightGradient { get; } = new double[weights.Length];

    /// <summary>
    /// How far the nearest ReLU is from zero and the nearest maximum from the value after it, of the largest of its map: nearer than
    /// rounding, float32 may decide otherwise, and its gradients are others. Exact zeros and equals are none but those of what nothing
    /// reaches.
    /// </summary>
    public double Margin { get; private set; } = double.PositiveInfinity;

    public void Backward()
    {
        while (_backward.TryPop(out var step)) step();
    }

    public OracleMap Concatenate(IReadOnlyList<OracleMap> parts)
    {
        if (parts.Count == 1) return parts[0];
        var y = new OracleMap(parts[0].Images, parts.Sum(part => part.Channels), parts[0].Height, parts[0].Width);
        var (first, links) = (0, new List<(OracleMap Part, int From, int To)>());
        foreach (var part in parts)
        {
            for (var c = 0; c < part.Channels; c++)
                links.AddRange(part.Channel(c).Zip(y.Channel(first + c)).Select(pair => (part, pair.First, pair.Second)));
            first += part.Channels;
        }

        foreach (var (part, from, to) in links) y.Values[to] = part.Values[from];
        _backward.Push(() => links.ForEach(link => link.Part.Gradient[link.From] += y.Gradient[link.To]));
        return y;
    }

    public OracleMap Rectify(OracleMap x)
    {
        var y = new OracleMap(x.Images, x.Channels, x.Height, x.Width);
        for (var i = 0; i < y.Values.Length; i++) y.Values[i] = Math.Max(0, x.Values[i]);
        Decide(x.Values.Select(Math.Abs), x);
        _backward.Push(() =>
        {
            for (var i = 0; i < y.Values.Length; i++) x.Gradient[i] += x.Values[i] > 0 ? y.Gradient[i] : 0;
        });
        return y;
    }

    public OracleMap Pick(OracleMap x, IReadOnlyList<int> channels)
    {
        var y = new OracleMap(x.Images, channels.Count, x.Height, x.Width);
        (int From, int To)[] links = [.. channels.SelectMany((from, to) => x.Channel(from).Zip(y.Channel(to)))];
        foreach (var (from, to) in links) y.Values[to] = x.Values[from];
        _backward.Push(() => Array.ForEach(links, link => x.Gradient[link.From] += y.Gradient[link.To]));
        return y;
    }

    /// <summary>c x n or c (x + s n); c of an image, s and n are constants.</summary>
    public OracleMap Disturb(OracleMap x, int place, IDisturbance? disturbance)
    {
        if (disturbance?.Reaches(place) != true) return x;
        var y = new OracleMap(x.Images, x.Channels, x.Height, x.Width);
        var numbers = new float[x.Values.Length];
        var length = numbers.Length / x.Images;
        for (var image = 0; image < x.Images; image++) disturbance.Fill(place, image, numbers.AsSpan(image * length, length));
        var (multiplies, mean) = (disturbance.Form == DisturbanceForm.Multiplied, x.Values.Average());
        var deviation = Math.Sqrt(x.Values.Sum(value => (value - mean) * (value - mean)) / (x.Values.Length - 1));
        var strength = disturbance.Form == DisturbanceForm.AddedInDeviations ? deviation : 1;
        double[] scales = [.. Enumerable.Range(0, numbers.Length).Select(i => (double)disturbance.ScaleOf(place, i / length))];
        for (var i = 0; i < numbers.Length; i++)
            y.Values[i] = scales[i] * (multiplies ? x.Values[i] * numbers[i] : x.Values[i] + strength * numbers[i]);
        _backward.Push(() =>
        {
            for (var i = 0; i < numbers.Length; i++) x.Gradient[i] += y.Gradient[i] * scales[i] * (multiplies ? numbers[i] : 1);
        });
        return y;
    }

    public OracleMap Depthwise(OracleMap x, DepthwiseWeights kernel)
    {
        var (height, width) = OracleWindow.Output(x, kernel.Window);
        var y = new OracleMap(x.Images, x.Channels, height, width);
        var taps = kernel.Window.Height * kernel.Window.Width;
        var products = from place in Places(y)
                       from read in OracleWindow.Reads(x, kernel.Window, place.Row, place.Column)
                       select (y.At(place.Image, place.Channel, place.Row, place.Column), x.At(place.Image, place.Channel, read.Y, read.X),
                           kernel.Weight.Offset + place.Channel * taps + read.Tap);
        return Multiply(x, y, products);
    }

    /// <summary>Kernels one after the other along the output channels; the first gives the size.</summary>
    public OracleMap Dense(OracleMap x, IReadOnlyList<DenseWeights> kernels)
    {
        var (height, width) = OracleWindow.Output(x, kernels[0].Window);
        var y = new OracleMap(x.Images, kernels.Sum(kernel => kernel.Outputs), height, width);
        var first = 0;
        foreach (var kernel in kernels)
        {
            var (begin, taps) = (first, kernel.Window.Height * kernel.Window.Width);
            Multiply(x, y, from place in Places(y)
                           where place.Channel >= begin && place.Channel < begin + kernel.Outputs
                           from read in OracleWindow.Reads(x, kernel.Window, place.Row, place.Column)
                           from input in Enumerable.Range(0, x.Channels)
                           select (y.At(place.Image, place.Channel, place.Row, place.Column), x.At(place.Image, input, read.Y, read.X),
                               kernel.Weight.Offset + ((place.Channel - begin) * x.Channels + input) * taps + read.Tap));
            first += kernel.Outputs;
        }

        return y;
    }

    public OracleMap AddBias(OracleMap x, Slice bias)
    {
        var y = new OracleMap(x.Images, x.Channels, x.Height, x.Width);
        for (var c = 0; c < x.Channels; c++)
        {
            foreach (var i in x.Channel(c)) y.Values[i] = x.Values[i] + weights[bias.Offset + c];
        }

        _backward.Push(() =>
        {
            for (var c = 0; c < x.Channels; c++)
            {
                foreach (var i in x.Channel(c))
                {
                    x.Gradient[i] += y.Gradient[i];
                    WeightGradient[bias.Offset + c] += y.Gradient[i];
                }
            }
        });
        return y;
    }

    public OracleMap Pool(OracleMap x, PoolKind kind, Window window)
    {
        var (height, width) = OracleWindow.Output(x, window);
        var y = new OracleMap(x.Images, x.Channels, height, width);
        var distances = new List<double>(); // from a maximum to the next value
        foreach (var place in Places(y))
        {
            var to = y.At(place.Image, place.Channel, place.Row, place.Column);
            int[] from = [.. OracleWindow.Reads(x, window, place.Row, place.Column)
                .Select(read => x.At(place.Image, place.Channel, read.Y, read.X))];
            if (kind == PoolKind.Maximum)
            {
                var largest = from.MaxBy(i => x.Values[i]);
                distances.AddRange(from.Select(i => x.Values[largest] - x.Values[i]));
                from = [largest];
            }

            y.Values[to] = from.Average(i => x.Values[i]);
            _backward.Push(() => Array.ForEach(from, i => x.Gradient[i] += y.Gradient[to] / from.Length));
        }

        Decide(distances, x);
        return y;
    }

    /// <summary>The mean of each channel of each image.</summary>
    public OracleMap Average(OracleMap x) => Pool(x, PoolKind.Average, new Window(x.Height, x.Width));

    /// <summary>A weighted sum; factors and their gradients lie where the caller keeps them.</summary>
    public OracleMap Sum(IReadOnlyList<(OracleMap Map, double Factor, Action<double> AddToGradient)> terms)
    {
        var shape = terms[0].Map;
        var y = new OracleMap(shape.Images, shape.Channels, shape.Height, shape.Width);
        foreach (var (map, factor, addToGradient) in terms)
        {
            for (var i = 0; i < y.Values.Length; i++) y.Values[i] += factor * map.Values[i];
            _backward.Push(() =>
            {
                for (var i = 0; i < y.Values.Length; i++) map.Gradient[i] += factor * y.Gradient[i];
                addToGradient(map.Values.Zip(y.Gradient, (value, gradient) => value * gradient).Sum());
            });
        }

        return y;
    }

    /// <summary>Normalizes by given statistics, or by those of the batch, which then depend on x.</summary>
    /// <returns>The map, and the mean and unbiased variance of each channel of the batch.</returns>
    public (OracleMap Map, (double Mean, double Variance)[] Batch) Normalize(
        OracleMap x, Normalization norm, Func<int, (double Mean, double Variance)>? running)
    {
        var y = new OracleMap(x.Images, x.Channels, x.Height, x.Width);
        var batch = new (double, double)[x.Channels];
        for (var c = 0; c < x.Channels; c++)
        {
            int[] places = [.. x.Channel(c)];
            var mean = places.Average(i => x.Values[i]);
            var variance = places.Average(i => (x.Values[i] - mean) * (x.Values[i] - mean));
            batch[c] = (mean, variance * places.Length / (places.Length - 1));
            if (running is not null) (mean, variance) = running(c);
            NormalizeChannel(x, y, places,
                new ChannelNorm(mean, 1 / Math.Sqrt(variance + 1e-5), running is null, At(norm.Scale, c), At(norm.Shift, c)));
        }

        return (y, batch);
    }

    private void NormalizeChannel(OracleMap x, OracleMap y, int[] places, ChannelNorm norm)
    {
        var scale = norm.Scale is { } s ? weights[s] : 1;
        foreach (var i in places)
            y.Values[i] = scale * (x.Values[i] - norm.Mean) * norm.Rate + (norm.Shift is { } shift ? weights[shift] : 0);
        _backward.Push(() =>
        {
            double Normal(int i) => (x.Values[i] - norm.Mean) * norm.Rate;
            var (total, product) = (places.Sum(i => y.Gradient[i]), places.Sum(i => y.Gradient[i] * Normal(i)));
            if (norm.Scale is { } at) WeightGradient[at] += product;
            if (norm.Shift is { } to) WeightGradient[to] += total;
            foreach (var i in places)
            {
                var throughBatch = norm.OfBatch ? (total + Normal(i) * product) / places.Length : 0;
                x.Gradient[i] += scale * norm.Rate * (y.Gradient[i] - throughBatch);
            }
        });
    }

    /// <summary>y += x * weight for all triples of places.</summary>
    private OracleMap Multiply(OracleMap x, OracleMap y, IEnumerable<(int Y, int X, int Weight)> products)
    {
        foreach (var (to, from, weight) in products) y.Values[to] += x.Values[from] * weights[weight];
        _backward.Push(() =>
        {
            foreach (var (to, from, weight) in products)
            {
                x.Gradient[from] += y.Gradient[to] * weights[weight];
                WeightGradient[weight] += y.Gradient[to] * x.Values[from];
            }
        });
        return y;
    }

    /// <summary>Takes account of distances from where a decision falls.</summary>
    private void Decide(IEnumerable<double> distances, OracleMap map)
    {
        var nearest = distances.Where(distance => distance > 0).DefaultIfEmpty(double.PositiveInfinity).Min();
        Margin = Math.Min(Margin, nearest / map.Values.Max(Math.Abs));
    }

    private static IEnumerable<(int Image, int Channel, int Row, int Column)> Places(OracleMap y) =>
        from image in Enumerable.Range(0, y.Images)
        from channel in Enumerable.Range(0, y.Channels)
        from row in Enumerable.Range(0, y.Height)
        from column in Enumerable.Range(0, y.Width)
        select (image, channel, row, column);

    private static int? At(Slice? slice, int channel) => slice?.Offset + channel;

    private readonly record struct ChannelNorm(double Mean, double Rate, bool OfBatch, int? Scale, int? Shift);
}
