using System.Text.Json;
using AerNas.Data.Batches;

namespace AerNas.Tests.Parity;

/// <summary>The cutout part of the golden cases <c>drop_path_cutout_tau</c>: boxes around prescribed centres.</summary>
public sealed class CutoutParityTests
{
    [Fact]
    public void Around_GoldenCentres_GivesTheOfficialBoxes()
    {
        foreach (var root in GoldenDocuments.Of("drop_path_cutout_tau"))
            foreach (var golden in root.GetProperty("cutout").GetProperty("cases").EnumerateArray())
                Check(golden);
    }

    private static void Check(JsonElement golden)
    {
        int Number(string name) => golden.GetProperty(name).GetInt32();
        int End(string name, int which) => golden.GetProperty(name)[which].GetInt32();

        var (height, width) = (Number("h"), Number("w"));
        var rows = CutoutBox.Around(Number("y"), Number("x"), Number("length"), height);
        var columns = CutoutBox.Around(Number("y"), Number("x"), Number("length"), width);
        Assert.Equal((End("rows", 0), End("rows", 1)), (rows.Top, rows.Bottom));
        Assert.Equal((End("cols", 0), End("cols", 1)), (columns.Left, columns.Right));
        if (height != width)
            return;
        var image = Enumerable.Repeat(1f, 3 * width * width).ToArray();
        rows.Erase(image, width);
        Assert.Equal(3 * Number("zeros"), image.Count(value => value == 0));
        for (var i = 0; i < image.Length; i++)
        {
            var (y, x) = (i / width % width, i % width);
            Assert.Equal(y >= rows.Top && y < rows.Bottom && x >= rows.Left && x < rows.Right, image[i] == 0);
        }
    }
}
