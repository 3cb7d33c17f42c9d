namespace AerNas.Reports.Pages;

/// <summary>What a model took test images for, as one HTML page that needs no network and no other file.</summary>
public static class TestReportPage
{
    /// <summary>The page of a test.</summary>
    /// <param name="model">What the model is called.</param>
    /// <param name="images">What the test images are called.</param>
    /// <param name="test">What they were taken for.</param>
    public static string Html(string model, string images, TestRecord test)
    {
        ArgumentNullException.ThrowIfNull(test);
        var page = new Page($"{model} on {images}", new PageData(0));
        page.Add($"<h1>{Pages.Html.Text(model)} on {Pages.Html.Text(images)}</h1>\n{TestSection.Of(test)}");
        return page.ToHtml();
    }

    /// <summary>Writes the page of a test into a file.</summary>
    /// <exception cref="RunStorageException">It cannot be written.</exception>
    /// <inheritdoc cref="Html"/>
    public static void Save(string model, string images, TestRecord test, string path) =>
        AtomicFile.WriteText(path, Html(model, images, test));
}
