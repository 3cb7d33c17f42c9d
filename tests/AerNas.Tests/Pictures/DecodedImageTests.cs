using AerNas.Tests.Data.Pictures;
using SkiaSharp;

namespace AerNas.Tests.Pictures;

public sealed class DecodedImageTests
{
    // Where the quarters of the file stand in the upright picture, as the EXIF standard has it: above left, above right, below left, below
    // right.
    [Theory]
    [InlineData(1, 0, 1, 2, 3)]
    [InlineData(2, 1, 0, 3, 2)]
    [InlineData(3, 3, 2, 1, 0)]
    [InlineData(4, 2, 3, 0, 1)]
    [InlineData(5, 0, 2, 1, 3)]
    [InlineData(6, 2, 0, 3, 1)]
    [InlineData(7, 3, 1, 2, 0)]
    [InlineData(8, 1, 3, 0, 2)]
    public void Decode_JpegWithAnOrientation_StandsUpright(int orientation, params int[] quarters)
    {
        var image = DecodedImage.Decode("x.jpg", Photographs.Turned(Photographs.Quarters(32, 16, SKEncodedImageFormat.Jpeg), orientation));
        Assert.Equal(orientation < 5 ? (32, 16) : (16, 32), (image.Width, image.Height));
        for (var quarter = 0; quarter < 4; quarter++)
            IsClose(Photographs.Colours[quarters[quarter]], image, image.Width * (1 + 2 * (quarter % 2)) / 4,
                image.Height * (1 + 2 * (quarter / 2)) / 4);
    }

    [Theory]
    [InlineData(0, 255, 255, 255)]
    [InlineData(255, 200, 100, 0)]
    [InlineData(128, 227, 177, 127)]
    [InlineData(51, 244, 224, 204)]
    [InlineData(254, 200, 101, 1)]
    [InlineData(1, 255, 254, 254)]
    public void Decode_TransparentPixels_ShowWhite(byte opacity, byte red, byte green, byte blue)
    {
        var image = DecodedImage.Decode("x.png", Photographs.Transparent(new SKColor(200, 100, 0, opacity)));
        Assert.Equal([red, green, blue], new[] { image.Planes[0], image.Planes[16], image.Planes[32] });
    }

    [Theory]
    [InlineData(9, 3, Framing.Crop, 3)]
    [InlineData(3, 8, Framing.Crop, 3)]
    [InlineData(40, 20, Framing.Crop, 20)]
    [InlineData(7, 4, Framing.Pad, 7)]
    [InlineData(2, 9, Framing.Pad, 9)]
    [InlineData(1, 6, Framing.Pad, 6)]
    [InlineData(8, 4, Framing.Stretch, 4)]
    [InlineData(3, 12, Framing.Stretch, 3)]
    public void Side_OfAFraming_IsTheShorterOrTheLongerSide(int width, int height, Framing framing, int side) =>
        Assert.Equal(side, Numbered(width, height).Side(framing));

    [Theory]
    [InlineData(9, 3)]
    [InlineData(3, 8)]
    [InlineData(4, 5)]
    [InlineData(5, 4)]
    [InlineData(1, 6)]
    [InlineData(6, 6)]
    public void FitInto_Crop_TakesTheMiddle(int width, int height)
    {
        var (image, side) = (Numbered(width, height), Math.Min(width, height));
        var square = new byte[3 * side * side];
        image.FitInto(square, side, Framing.Crop);
        Assert.Equal(Square(side, (channel, y, x) => Value(channel, (height - side) / 2 + y, (width - side) / 2 + x)), square);
    }

    [Theory]
    [InlineData(9, 3)]
    [InlineData(3, 8)]
    [InlineData(4, 5)]
    [InlineData(5, 4)]
    [InlineData(1, 6)]
    public void FitInto_Pad_LaysWhiteOnTwoSides(int width, int height)
    {
        var (image, side) = (Numbered(width, height), Math.Max(width, height));
        var square = new byte[3 * side * side];
        image.FitInto(square, side, Framing.Pad);
        int left = (side - width) / 2, top = (side - height) / 2;
        Assert.Equal(
            Square(side, (channel, y, x) => (uint)(y - top) < height
                && (uint)(x - left) < width ? Value(channel, y - top, x - left) : (byte)255), square);
    }

    [Theory]
    [InlineData(8, 4)]
    [InlineData(4, 12)]
    [InlineData(20, 4)]
    [InlineData(4, 4)]
    [InlineData(16, 8)]
    public void FitInto_Stretch_AveragesWhatEachPixelCovers(int width, int height)
    {
        var image = Numbered(width, height);
        var square = new byte[3 * 4 * 4];
        image.FitInto(square, 4, Framing.Stretch);
        Assert.Equal(Square(4, (channel, y, x) =>
            (byte)(0.5 + Covered(y, height).Average(row => Covered(x, width).Average(column => Value(channel, row, column))))), square);

        static IEnumerable<int> Covered(int target, int length) => Enumerable.Range(target * length / 4, length / 4);
    }

    [Fact]
    public void FitInto_OneChannel_IsLuma()
    {
        var grey = new byte[4];
        DecodedImage.Decode("x.png", Photographs.Transparent(SKColors.Lime, size: 2)).FitInto(grey, 2, Framing.Crop);
        Assert.Equal([150, 150, 150, 150], grey); // 0.587 x 255
    }

    [Fact]
    public void Decode_JpegOfALargerCamera_IsReadAtHalfItsSize()
    {
        var image = DecodedImage.Decode("x.jpg", Photographs.Quarters(4800, 1600, SKEncodedImageFormat.Jpeg));
        Assert.Equal((2400, 800), (image.Width, image.Height));
        IsClose(SKColors.Blue, image, 600, 600);
    }

    private static DecodedImage Numbered(int width, int height) => new(width, height, IsGrey: false,
        [.. Enumerable.Range(0, 3 * width * height).Select(i => Value(i / (width * height), i / width % height, i % width))]);

    private static byte Value(int channel, int y, int x) => (byte)(60 * channel + 11 * y + 3 * x);

    private static byte[] Square(int side, Func<int, int, int, byte> value) =>
        [.. Enumerable.Range(0, 3 * side * side).Select(i => value(i / (side * side), i / side % side, i % side))];

    private static void IsClose(SKColor expected, DecodedImage image, int x, int y)
    {
        const int Rounding = 4; // of JPEG
        byte[] wanted = [expected.Red, expected.Green, expected.Blue];
        for (var channel = 0; channel < 3; channel++)
            Assert.InRange(image.Planes[(channel * image.Height + y) * image.Width + x], wanted[channel] - Rounding,
                wanted[channel] + Rounding);
    }
}
