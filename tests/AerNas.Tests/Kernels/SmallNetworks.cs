using AerNas.Graphs;
using AerNas.Kernels.Graphs;

namespace AerNas.Tests.Kernels;

/// <summary>Small graphs that have every kind of node in them.</summary>
internal static class SmallNetworks
{
    public const int Classes = 5;
    public const int ImageChannels = 3;

    /// <summary>
    /// Two mixed nodes at full size, one at half size: pools, skip connections, separable and dilated convolutions of every stride, a
    /// factorized reduction of a concatenation, norms that learn or not, and keep running statistics or not.
    /// </summary>
    public static NetworkSketch Cells(int channels)
    {
        var s = new NetworkSketch();
        var images = new View(s.Graph.Add(new ImagesNode(ImageChannels)));
        var stem = s.Dense(images, (ImageChannels, channels), Same(3), rectify: false);
        var entry = new View(s.Dense(new View(stem, s.Norm(channels, learned: true)), (channels, channels), new Window(1, 1)),
            s.Norm(channels));
        View first = new(s.Mix([.. Candidates(s, entry, channels, stride: 1), entry]));
        View second = new(s.Mix([.. Candidates(s, first, channels, stride: 1), entry, first]));
        var reduced = s.FactorizedReduce([first, second, new View(entry.Map, entry.Norm)], 3 * channels, channels + 1);
        View third = new(s.Mix([.. Candidates(s, new View(reduced, s.Norm(channels + 1, learned: true)), channels + 1, stride: 2)]));
        s.Classify([third, new View(s.Dense(third, (channels + 1, channels), Same(3)), s.Norm(channels, running: false))],
            2 * channels + 1, Classes);
        return s;
    }

    /// <summary>
    /// Two nodes that read picked and disturbed channels, at full and at half size, of a normalized map and of each other.
    /// </summary>
    public static NetworkSketch Picked(int channels)
    {
        var s = new NetworkSketch();
        var stem = s.Dense(new View(s.Graph.Add(new ImagesNode(ImageChannels))), (ImageChannels, 2 * channels), Same(3), rectify: false);
        var source = new View(stem, s.Norm(2 * channels, learned: true));
        View odd = new(s.Graph.Add(new ChannelsNode([source], [.. Enumerable.Range(0, channels).Select(c => 2 * c + 1)])));
        View last = new(s.Graph.Add(new ChannelsNode([source], [.. Enumerable.Range(channels, channels)])));
        View first = new(s.Mix(
            new View(s.Graph.Add(new DisturbNode(odd, 0))), new View(s.Pool(odd, PoolKind.Average)),
                new View(s.Separable(odd, (channels, channels), Same(3)), s.Norm(channels))));
        View second = new(s.Mix(new View(s.Graph.Add(new DisturbNode(first, 1))), last, new View(s.Pool(last, PoolKind.Maximum))));
        View turned = new(s.Graph.Add(new ChannelsNode([first, second], [.. Enumerable.Range(0, 2 * channels).Reverse()])),
            s.Norm(2 * channels));
        View halved = new(s.Graph.Add(new PoolNode(turned, PoolKind.Maximum, new Window(2, 2) { Stride = (2, 2), KeepsPartial = true })));
        var reduced = new View(s.FactorizedReduce([first, second], 2 * channels, 2 * channels), s.Norm(2 * channels));
        s.Classify([new View(s.Mix(halved, new View(s.Graph.Add(new DisturbNode(reduced, 2)))))], 2 * channels, Classes);
        return s;
    }

    /// <summary>Dense convolutions of several kernels with one output, a sum without weights, a map that two norms read.</summary>
    public static NetworkSketch Dense(int channels)
    {
        var s = new NetworkSketch();
        var images = new View(s.Graph.Add(new ImagesNode(ImageChannels)));
        var wide = s.Graph.Add(new ConvolutionNode
        {
            Sources = [images],
            Dense =
            [
                new DenseWeights(s.Kernel(channels, ImageChannels * 9), channels, Same(3)),
                new DenseWeights(s.Kernel(2, ImageChannels), 2, new Window(1, 1)),
                new DenseWeights(s.Kernel(1, ImageChannels * 25), 1, Same(5)),
            ],
            Bias = s.Weight(channels + 3),
        });
        var all = channels + 3;
        View plain = new(s.Mix(new View(wide, s.Norm(all, learned: true)), new View(wide, s.Norm(all))));
        var pool = s.Pool(plain, PoolKind.Average);
        View sum = new(
            s.Graph.Add(
                new SumNode([new Term(plain), new Term(new View(pool)),
                    new Term(new View(s.Dense(plain, (all, all), Same(3, dilation: 2)), s.Norm(all)))])));
        View halved = new(s.Mix(new View(s.Dense(sum, (all, channels), Strided(3)), s.Norm(channels)),
            new View(s.Dense(sum, (all, channels), Strided(1)), s.Norm(channels))));
        s.Classify([halved], channels, Classes);
        return s;
    }

    /// <summary>
    /// A node that has two views twice, each time with an entry of its own: one that other operations read as well, so that its map gathers
    /// a gradient, and one of a normalized map that only sums read. The next node has the first of them twice and nothing else.
    /// </summary>
    public static NetworkSketch Doubled(int channels)
    {
        var s = new NetworkSketch();
        var stem = s.Dense(new View(s.Graph.Add(new ImagesNode(ImageChannels))), (ImageChannels, channels), Same(3), rectify: false);
        var source = new View(stem, s.Norm(channels, learned: true));
        var pooled = new View(s.Pool(source, PoolKind.Average), s.Norm(channels));
        View first =
            new(s.Mix(source, source, new View(s.Separable(source, (channels, channels), Same(3)), s.Norm(channels)), pooled, pooled));
        View second = new(s.Mix(first, first));
        s.Classify([second, new View(s.Dense(first, (channels, channels), Same(3)), s.Norm(channels))], 2 * channels, Classes);
        return s;
    }

    /// <summary>
    /// Convolutions that are computed by minimal filtering where maps are whole tiles: two of one map, so that they share its points and
    /// one adds to the gradient that the other wrote, and one of two maps side by side.
    /// </summary>
    public static NetworkSketch Filtered(int channels)
    {
        var s = new NetworkSketch();
        var images = new View(s.Graph.Add(new ImagesNode(ImageChannels)));
        var stem = s.Dense(images, (ImageChannels, channels), new Window(1, 1), rectify: false);
        var source = new View(stem, s.Norm(channels, learned: true));
        View[] first =
        [
            new(s.Dense(source, (channels, channels), Same(3)), s.Norm(channels, learned: true)),
            new(s.Dense(source, (channels, channels), Same(3)), s.Norm(channels)),
        ];
        View sum = new(s.Mix(first));
        var wide = s.Graph.Add(new ConvolutionNode
        {
            Sources = [sum, source],
            Rectify = true,
            Dense = [new DenseWeights(s.Kernel(channels + 1, 2 * channels * 9), channels + 1, Same(3))],
            Bias = s.Weight(channels + 1),
        });
        s.Classify([new View(wide, s.Norm(channels + 1))], channels + 1, Classes);
        return s;
    }

    /// <summary>A 3x3 convolution over all channels between norms, and no ReLU: float32 and float64 agree on it however many images there
    /// are.</summary>
    public static NetworkSketch FilteredLinearly(int channels)
    {
        var s = new NetworkSketch();
        var images = new View(s.Graph.Add(new ImagesNode(ImageChannels)));
        var stem = s.Dense(images, (ImageChannels, channels), new Window(1, 1), rectify: false);
        var filtered = s.Dense(new View(stem, s.Norm(channels)), (channels, channels), Same(3), rectify: false);
        s.Classify([new View(filtered, s.Norm(channels, learned: true))], channels, Classes, rectify: false);
        return s;
    }

    /// <summary>Norms of maps whose mean is far from zero: of pools and convolutions that read a norm with a shift.</summary>
    /// <param name="channels">Channels.</param>
    /// <param name="shift">The shift among the weights.</param>
    public static NetworkSketch FarFromZero(int channels, out Slice shift)
    {
        var s = new NetworkSketch();
        var stem = s.Dense(new View(s.Graph.Add(new ImagesNode(ImageChannels))), (ImageChannels, channels),
            new Window(1, 1), rectify: false);
        var norm = s.Norm(channels, learned: true);
        shift = norm.Shift!.Value;
        var source = new View(stem, norm);
        View[] maps =
        [
            new(s.Pool(source, PoolKind.Maximum), s.Norm(channels)),
            new(s.Pool(source, PoolKind.Average), s.Norm(channels, learned: true)),
            new(s.Dense(source, (channels, channels), new Window(1, 1)), s.Norm(channels)),
            new(s.Separable(source, (channels, channels), new Window(1, 1)), s.Norm(channels, learned: true)),
        ];
        s.Classify([new View(s.Mix(maps)), new View(s.Dense(source, (channels, channels), new Window(1, 1)), s.Norm(channels))],
            2 * channels, Classes);
        return s;
    }

    private static IEnumerable<View> Candidates(NetworkSketch s, View from, int channels, int stride)
    {
        yield return new View(s.Pool(from, PoolKind.Maximum, stride), s.Norm(channels));
        yield return new View(s.Pool(from, PoolKind.Average, stride), s.Norm(channels));
        var twice = s.Separable(from, (channels, channels), Same(3) with { Stride = (stride, stride) });
        yield return new View(s.Separable(new View(twice, s.Norm(channels, learned: true)), (channels, channels), Same(3)),
            s.Norm(channels));
        yield return new View(s.Separable(from, (channels, channels), Same(5, dilation: 2) with { Stride = (stride, stride) }),
            s.Norm(channels, learned: true));
        yield return new View(s.Separable(from, (channels, channels), Same(5) with { Stride = (stride, stride) }));
    }

    private static Window Same(int kernel, int dilation = 1) =>
        new(kernel, kernel) { Dilation = dilation, Padding = (dilation * (kernel - 1) / 2, dilation * (kernel - 1) / 2) };

    private static Window Strided(int kernel) => Same(kernel) with { Stride = (2, 2) };
}
