namespace AerNas.Texts;

/// <summary>Numbers of things in words: <c>1 epoch</c>, <c>2 epochs</c>, <c>15,625 cells</c>.</summary>
public static class Counted
{
    /// <summary>A number of things.</summary>
    /// <param name="count">How many.</param>
    /// <param name="one">What one of them is called.</param>
    /// <param name="several">What several are called; null adds an s.</param>
    public static string Of(long count, string one, string? several = null) => $"{count:N0} {(count == 1 ? one : several ?? one + "s")}";
}
