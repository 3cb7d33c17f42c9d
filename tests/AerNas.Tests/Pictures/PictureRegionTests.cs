using AerNas.Tests.Data.Pictures;
using SkiaSharp;

namespace AerNas.Tests.Pictures;

public sealed class PictureRegionTests
{
    [Fact]
    public void Resample_OfTheSameSize_IsTheRegionItself()
    {
        byte[] picture = [.. Enumerable.Range(0, 48).Select(i => (byte)(5 * i))]; // [1, 6, 8]
        var square = new byte[9];
        new PictureRegion(2, 1, 3, 3).Resample(picture, (8, 6), square, 3);
        Assert.Equal(from y in Enumerable.Range(1, 3) from x in Enumerable.Range(2, 3) select picture[8 * y + x], square);
    }

    /// <summary>As Pillow resizes with BILINEAR.</summary>
    [Theory]
    [InlineData(new byte[] { 0, 100 }, new byte[] { 0, 25, 75, 100 })]
    [InlineData(new byte[] { 0, 0, 80, 160, 240, 240 }, new byte[] { 11, 120, 229 })]
    public void Resample_OfARow_WeighsBilinearly(byte[] row, byte[] resized)
    {
        byte[] picture = [.. Enumerable.Repeat(row, row.Length).SelectMany(values => values)];
        var square = new byte[resized.Length * resized.Length];
        new PictureRegion(0, 0, row.Length, row.Length).Resample(picture, (row.Length, row.Length), square, resized.Length);
        for (var y = 0; y < resized.Length; y++)
            Assert.Equal(resized, square[(y * resized.Length)..((y + 1) * resized.Length)]);
    }

    [Theory]
    [InlineData(256, 256, 16, 16, 224)]
    [InlineData(500, 375, 86, 23, 328)]
    [InlineData(1, 9, 0, 4, 1)]
    public void Centre_OfAPicture_IsSevenEighthsOfItsShorterSide(int width, int height, int left, int top, int side) =>
        Assert.Equal(new PictureRegion(left, top, side, side), PictureRegion.Centre(width, height));

    [Theory]
    [InlineData(1600, 1200, SKEncodedImageFormat.Jpeg, 200, 150)]
    [InlineData(1600, 1200, SKEncodedImageFormat.Png, 177, 133)]
    [InlineData(200, 100, SKEncodedImageFormat.Jpeg, 200, 100)]
    public void DecodeFor_OfASize_HasAtLeastTwiceItAndNoMoreThanItTakes(
        int width, int height, SKEncodedImageFormat format, int decodedWidth, int decodedHeight)
    {
        var picture = DecodedImage.DecodeFor("a", Photographs.Quarters(width, height, format), size: 64);
        Assert.Equal((decodedWidth, decodedHeight), (picture.Width, picture.Height));
        for (var quarter = 0; quarter < 4; quarter++)
        {
            var pixel = (picture.Height * (1 + 2 * (quarter / 2)) / 4 * picture.Width) + (picture.Width * (1 + 2 * (quarter % 2)) / 4);
            var colour = Photographs.Colours[quarter];
            Assert.InRange(Math.Abs(picture.Planes[pixel] - colour.Red), 0, 3);
            Assert.InRange(Math.Abs(picture.Planes[2 * picture.Width * picture.Height + pixel] - colour.Blue), 0, 3);
        }
    }

    [Fact]
    public void SizeOf_WhatIsNoPicture_IsNull()
    {
        Assert.Null(DecodedImage.SizeOf([1, 2, 3]));
        Assert.Equal((30, 20), DecodedImage.SizeOf(Photographs.Quarters(30, 20)));
    }
}
