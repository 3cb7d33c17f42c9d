namespace AerNas.Tests.Pictures;

/// <summary>Pictures of 4x4 pixels of one colour, red 200, green 100, blue 40, in forms that cameras seldom write: all are read.</summary>
public sealed class RareFormTests
{
    private const string Cmyk =
        "/9j/7gAOQWRvYmUAZAAAAAAC/9sAQwADAgIDAgIDAwMDBAMDBAUIBQUEBAUKBwcGCAwKDAwLCgsLDQ4SEA0OEQ4LCxAWEBETFBUV"
        + "FQwPFxgWFBgSFBUU/9sAQwEDBAQFBAUJBQUJFA0LDRQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQU"
        + "FBQUFBQU/8AAFAgABAAEBAERAAIRAQMRAQQRAP/EABUAAQEAAAAAAAAAAAAAAAAAAAcI/8QAFBABAAAAAAAAAAAAAAAAAAAAAP/E"
        + "ABQBAQAAAAAAAAAAAAAAAAAAAAj/xAAUEQEAAAAAAAAAAAAAAAAAAAAA/9oADgQBAAIRAxEEAAA/AC8oBEWA/9k=";

    private const string SixteenBits =
        "iVBORw0KGgoAAAANSUhEUgAAAAQAAAAEEAIAAAB2A9VqAAAABGdBTUEAALGPC/xhBQAAACBjSFJNAAB6JgAAgIQAAPoAAACA6AAA"
        + "dTAAAOpgAAA6mAAAF3CculE8AAAABmJLR0T///////8JWPfcAAAAGElEQVQI12M8cSIlRUODAQMwMeAApEsAAATXArDuPuqTAAAA"
        + "JXRFWHRkYXRlOmNyZWF0ZQAyMDI2LTExLTI4VDIyOjAxOjAzKzAwOjAwNN+IoQAAACV0RVh0ZGF0ZTptb2RpZnkAMjAyNi0xMS0y"
        + "OFQyMjowMTowMyswMDowMEWCMB0AAAAASUVORK5CYII=";

    private const string Palette =
        "iVBORw0KGgoAAAANSUhEUgAAAAQAAAAECAMAAACeL25MAAAABGdBTUEAALGPC/xhBQAAACBjSFJNAAB6JgAAgIQAAPoAAACA6AAA"
        + "dTAAAOpgAAA6mAAAF3CculE8AAAAA1BMVEXIZCgM4vx7AAAAB3RJTUUH6gscFgEDjq30SwAAAAtJREFUCNdjYMAEAAAUAAHlhrBK"
        + "AAAAJXRFWHRkYXRlOmNyZWF0ZQAyMDI2LTExLTI4VDIyOjAxOjAzKzAwOjAwNN+IoQAAACV0RVh0ZGF0ZTptb2RpZnkAMjAyNi0x"
        + "MS0yOFQyMjowMTowMyswMDowMEWCMB0AAAAASUVORK5CYII=";

    private const string SixteenBitsGrey =
        "iVBORw0KGgoAAAANSUhEUgAAAAQAAAAEEAQAAABTaIq2AAAABGdBTUEAALGPC/xhBQAAAAJiS0dE//8UqzHNAAAAB3RJTUUH6gsc"
        + "FgEDjq30SwAAABVJREFUCNdjLE35/58BCTAxoAHCAgC6OgLf1lJVnwAAACV0RVh0ZGF0ZTpjcmVhdGUAMjAyNi0xMS0yOFQyMjow"
        + "MTowMyswMDowMDTfiKEAAAAldEVYdGRhdGU6bW9kaWZ5ADIwMjYtMTEtMjhUMjI6MDE6MDMrMDA6MDBFgjAdAAAAAElFTkSuQmCC";

    [Theory]
    [InlineData(Cmyk, 200, 100, 40, 6)]
    [InlineData(SixteenBits, 200, 100, 40, 0)]
    [InlineData(Palette, 200, 100, 40, 0)]
    [InlineData(SixteenBitsGrey, 117, 117, 117, 1)]
    public void Decode_RareForm_HasItsColour(string picture, int red, int green, int blue, int within)
    {
        var decoded = DecodedImage.Decode("rare", Convert.FromBase64String(picture));
        Assert.Equal((4, 4), (decoded.Width, decoded.Height));
        for (var pixel = 0; pixel < 16; pixel++)
        {
            Assert.InRange(decoded.Planes[pixel], red - within, red + within);
            Assert.InRange(decoded.Planes[16 + pixel], green - within, green + within);
            Assert.InRange(decoded.Planes[32 + pixel], blue - within, blue + within);
        }
    }
}
