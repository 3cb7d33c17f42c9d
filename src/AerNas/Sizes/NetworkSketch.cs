// A network's size without building it, in time that does not grow with it: cells of the same kind and width are counted once and
// multiplied. It leaves out what is small beside the rest: biases, scales and shifts of batch norms, the first cell of each width having
// other inputs.

namespace AerNas.Sizes;

/// <summary>A network as far as its size goes.</summary>
/// <param name="Skeleton">How its cells are stacked; nothing in it is taken to be valid.</param>
/// <param name="Cell">The cell of each kind.</param>
internal sealed record NetworkSketch(Skeleton Skeleton, Func<CellKind, CellSketch> Cell)
{
    private const double AuxiliaryNarrow = 128, AuxiliaryWide = 768; // channels of the second classifier

    public static NetworkSketch Of(Genotype genotype, Skeleton skeleton, MapKeeping keeping = MapKeeping.OnTorch) =>
        new(skeleton, kind => CellSketch.Of(genotype[kind], genotype.Space) with { Keeping = keeping });

    public NetworkFloats Count()
    {
        var (total, channels) = Stem();
        var passing = 0.0;
        foreach (var run in Skeleton.Runs)
        {
            var (sketch, width, pixels) = (Cell(run.Kind), run.Width * Skeleton.Channels, PixelsAfter(run.Halvings));
            var reads = Skeleton.Form.Definition.Preprocesses || run.Count > 1 ? width : channels;
            var cell = CellOf(run, sketch, (reads, width), pixels);
            passing = Math.Max(passing, cell.Passing);
            channels = sketch.Outputs * width;
            // without a backward pass the output of a cell stays, and nothing else
            total += run.Count * cell with { Passing = channels * pixels };
            if (!run.EndsStage) continue;
            total += Convolution(9, channels, 2 * width, pixels / 4) + Convolution(9, 2 * width, 2 * width, pixels / 4)
                + Convolution(1, channels, 2 * width, pixels / 4);
            channels = 2 * width;
        }

        foreach (var layer in Skeleton.Form.Definition.Head)
        {
            total += LayerOf(layer, channels, PixelsAfter(Skeleton.Form.Halvings));
            channels = layer.Width * Skeleton.Channels;
        }

        double classes = Skeleton.Classes;
        if (Skeleton.AuxiliaryHead != AuxiliaryHead.None)
            total += new NetworkFloats(AuxiliaryNarrow * channels + AuxiliaryWide * (4 * AuxiliaryNarrow + classes), 0, 0);
        return total + new NetworkFloats(channels * classes, channels, channels + passing);
    }

    private (NetworkFloats Size, double Channels) Stem()
    {
        var (total, halvings, read) = (default(NetworkFloats), 0, (double)Skeleton.InputChannels);
        foreach (var layer in Skeleton.Form.Definition.Stem)
        {
            if (layer.Stride == 2) halvings++;
            total += LayerOf(layer, read, PixelsAfter(halvings));
            read = layer.Width * Skeleton.Channels;
        }

        return (total, read);
    }

    /// <summary>A convolution of stem or head, or the operation in its place.</summary>
    private NetworkFloats LayerOf(StemDefinition layer, double read, double pixels)
    {
        var (space, width) = (Skeleton.Form.Space, layer.Width * Skeleton.Channels);
        return layer.Operation is { } name
            ? OperationFloats.Of(space.OperationOf(name), (read, width), layer.Stride == 2, pixels, Keeping)
            : Convolution(layer.Kernel * layer.Kernel, read, width, pixels);
    }

    private NetworkFloats CellOf(PlaceRun run, CellSketch sketch, (double Read, double Own) channels, double pixels)
    {
        var cell = sketch.Count(channels, pixels, run.Reduces);
        if (!Skeleton.Form.Definition.Preprocesses) return cell;
        var read = sketch.Outputs * channels.Own / (run.Reduces ? 2 : 1); // by each of its inputs
        var inputs = sketch.InputNodes * Convolution(1, read, channels.Own, pixels * (run.Reduces ? 4 : 1));
        var output = sketch.Keeping == MapKeeping.OnTorch ? sketch.Outputs * channels.Own * pixels : 0; // nodes side by side
        return inputs + cell + new NetworkFloats(0, output, output);
    }

    private MapKeeping Keeping => Cell(Skeleton.Form.Space.CellKinds[0]).Keeping;

    private double PixelsAfter(int halvings) => (double)Skeleton.ImageSize * Skeleton.ImageSize / Math.Pow(4, halvings);

    /// <summary>ReLU, convolution, batch norm; the fused engine keeps what lies between the last two.</summary>
    private NetworkFloats Convolution(double area, double inputs, double outputs, double pixels)
    {
        var maps = Keeping == MapKeeping.OnTorch ? inputs + 2 * outputs : outputs;
        return new NetworkFloats(area * inputs * outputs, maps * pixels, outputs * pixels);
    }
}
