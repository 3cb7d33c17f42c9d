namespace AerNas.Reports.Pages;

/// <summary>What a network took the test images for: each class, and the images that it was surest of and wrong about.</summary>
internal static class TestSection
{
    private const int MostClasses = 30, ListedMistakes = 20;

    /// <summary>The section of a record.</summary>
    public static string Of(TestRecord test)
    {
        var confusion = test.Confusion;
        var five = test.TopFive is { } share ? $"; of {Quantity.Share.Write(share)} the right class is among the five likeliest" : "";
        return $"<p>Of {Counted.Of((int)confusion.Images, "test image")} {Quantity.Share.Write(confusion.Accuracy)} were taken for what "
            + $"they are{five}.</p>\n"
            + (test.Classes.Count <= MostClasses ? Matrix(test.Classes, confusion) : Mistaken(test.Classes, confusion))
            + Pictures(test);
    }

    /// <summary>The counts, darker where they are larger: a row a class, a column what it was taken for.</summary>
    private static string Matrix(IReadOnlyList<string> classes, ConfusionMatrix confusion)
    {
        var heads = string.Concat(classes.Select(name => $"<th scope=\"col\"><span>{Html.Text(name)}</span></th>"));
        var rows = classes.Select((name, label) => $"<tr><th scope=\"row\">{Html.Text(name)}</th>"
            + string.Concat(classes.Select((_, answer) => Cell(confusion, label, answer)))
            + $"<td class=\"sum\">{Share(confusion.AccuracyOf(label))}</td></tr>\n");
        return "<p class=\"caption\">Images of a class (rows) taken for a class (columns)</p>\n"
            + "<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"Confusion matrix\"><table class=\"confusion\">\n"
            + $"<thead><tr><td></td>{heads}<th scope=\"col\"><span>rightly</span></th></tr></thead>\n"
            + $"<tbody>\n{string.Concat(rows)}</tbody>\n</table></div>\n";
    }

    private static string Cell(ConfusionMatrix confusion, int label, int answer)
    {
        const int Shades = 4;
        var (count, all) = (confusion[label, answer], confusion.ImagesOf(label));
        if (count == 0) return "<td></td>";
        var shade = 1 + (int)Math.Min(Shades - 1, Shades * count / all);
        return $"<td class=\"{(label == answer ? "right" : "wrong")} d{shade}\">{count:N0}</td>";
    }

    private static string Share(double? accuracy) => accuracy is { } share ? Quantity.Share.Write(share) : "–";

    /// <summary>Of many classes, what was most often taken for what.</summary>
    private static string Mistaken(IReadOnlyList<string> classes, ConfusionMatrix confusion)
    {
        var most = from label in Enumerable.Range(0, classes.Count)
                   from answer in Enumerable.Range(0, classes.Count)
                   where label != answer && confusion[label, answer] > 0
                   orderby confusion[label, answer] descending, label, answer
                   select (string[])[classes[label], classes[answer], $"{confusion[label, answer]:N0} of {confusion.ImagesOf(label):N0}"];
        return Html.Table("The most frequent mistakes", ["class", "taken for", "images"], most.Take(ListedMistakes));
    }

    private static string Pictures(TestRecord test)
    {
        if (test.Mistakes.Count == 0) return "<p>No image was taken for another class.</p>\n";
        var figures = test.Mistakes.Select(mistake => $"<figure>\n<img alt=\"an image of {Html.Text(test.Classes[mistake.Label])}\" "
            + $"src=\"data:image/png;base64,{Convert.ToBase64String(mistake.Picture)}\">\n"
            + $"<figcaption>{Html.Text(test.Classes[mistake.Label])}<br>"
            + $"taken for <b>{Html.Text(test.Classes[mistake.Answer])}</b><br>{Quantity.Share.Write(mistake.Probability)} sure"
            + "</figcaption>\n</figure>\n");
        return "<h3>The images that were most surely wrong</h3>\n<p class=\"note\">As the network sees them; look for wrong labels first."
            + $"</p>\n<div class=\"mistakes\">\n{string.Concat(figures)}</div>\n";
    }
}
