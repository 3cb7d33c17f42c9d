// A network's size without building it, in time that does not grow with it: cells of the same kind and width are counted once and multiplied.
// It leaves out what is small beside the rest: biases, scales and shifts of batch norms, the first cell of each width having other inputs.

using AerNas.Genotypes;
using AerNas.Spaces;

namespace AerNas.Sizes;

/// <summary>A network as far as its size goes.</summary>
/// <param name="Skeleton">How its cells are stacked; nothing in it is taken to be valid.</param>
/// <param name="Cell">The cell of each kind.</param>
internal sealed record NetworkSketch(Skeleton Skeleton, Func<CellKind, CellSketch> Cell)
{
    private const int Stages = 3; // of cells of one width
    private const double AuxiliaryNarrow = 128, AuxiliaryWide = 768; // channels of the second classifier

    /// <summary>The network of a genotype.</summary>
    public static NetworkSketch Of(Genotype genotype, Skeleton skeleton) => new(skeleton, kind => CellSketch.Of(genotype[kind]));

    /// <summary>Counts everything.</summary>
    public NetworkFloats Count()
    {
        var imageNet = Skeleton.Form == SkeletonForm.ImageNet;
        double image = (double)Skeleton.ImageSize * Skeleton.ImageSize, channels = Skeleton.Channels, classes = Skeleton.Classes;
        var nasBench201 = Skeleton.Form == SkeletonForm.NasBench201;
        var stem = nasBench201 || imageNet ? channels : 3 * channels;
        var total = Convolution(9, Skeleton.InputChannels, stem, imageNet ? image / 4 : image);
        if (imageNet) total += 2 * Convolution(9, channels, channels, image / 16);
        total += nasBench201 ? OfNasBench201(channels, image) : OfDarts(channels, imageNet ? image / 64 : image);
        var last = 4 * channels * (nasBench201 ? 1 : Cell(CellKind.Normal).Outputs);
        if (Skeleton.AuxiliaryHead != AuxiliaryHead.None) total += new NetworkFloats(AuxiliaryNarrow * last + AuxiliaryWide * (4 * AuxiliaryNarrow + classes), 0, 0);
        return total + new NetworkFloats(last * classes, last, last);
    }

    /// <summary>Three widths of normal cells; a reduction begins the second and the third.</summary>
    private NetworkFloats OfDarts(double channels, double pixels)
    {
        var (layers, total, passing) = (Skeleton.Layers, default(NetworkFloats), 0.0);
        int[] borders = [0, layers / 3, (int)(2L * layers / 3), layers];
        for (var i = 0; i < Stages; i++, channels *= 2, pixels /= 4)
        {
            var reduces = i > 0;
            var normal = WithPreprocessing(CellKind.Normal, channels, pixels);
            total += Math.Max(0, borders[i + 1] - borders[i] - (reduces ? 1.0 : 0)) * Stacked(normal, channels, pixels);
            passing = Math.Max(passing, normal.Passing);
            if (!reduces) continue;
            var reduction = WithPreprocessing(CellKind.Reduction, channels, pixels);
            total += Stacked(reduction, channels, pixels);
            passing = Math.Max(passing, reduction.Passing);
        }

        return total + new NetworkFloats(0, 0, passing);

        // Without a backward pass the output of a cell stays, and nothing else.
        NetworkFloats Stacked(NetworkFloats cell, double width, double size) => cell with { Passing = Cell(CellKind.Normal).Outputs * width * size };
    }

    private NetworkFloats WithPreprocessing(CellKind kind, double channels, double pixels)
    {
        var (cell, halves) = (Cell(kind), kind == CellKind.Reduction);
        var read = cell.Outputs * channels / (halves ? 2 : 1); // by each of two inputs
        var inputs = 2 * Convolution(1, read, channels, pixels * (halves ? 4 : 1));
        var output = cell.Fused ? 0 : cell.Outputs * channels * pixels; // nodes side by side
        return inputs + cell.Count(channels, pixels, halves) + new NetworkFloats(0, output, output);
    }

    /// <summary>Three stages of cells, with residual reductions between.</summary>
    private NetworkFloats OfNasBench201(double channels, double pixels)
    {
        var (total, passing) = (default(NetworkFloats), 0.0);
        for (var stage = 0; stage < Stages; stage++, channels *= 2, pixels /= 4)
        {
            var cell = Cell(CellKind.Normal).Count(channels, pixels, halves: false);
            passing = Math.Max(passing, cell.Passing);
            total += (double)Skeleton.Cells * cell with { Passing = channels * pixels };
            if (stage > 0) total += Convolution(9, channels / 2, channels, pixels) + Convolution(9, channels, channels, pixels) + Convolution(1, channels / 2, channels, pixels);
        }

        return total + new NetworkFloats(0, 0, passing);
    }

    /// <summary>ReLU, convolution, batch norm; the fused engine keeps what lies between the last two.</summary>
    private NetworkFloats Convolution(double area, double inputs, double outputs, double pixels)
    {
        var maps = Cell(CellKind.Normal).Fused ? outputs : inputs + 2 * outputs;
        return new NetworkFloats(area * inputs * outputs, maps * pixels, outputs * pixels);
    }
}
