using System.Security.Cryptography;
using System.Text;

namespace AerNas.Reports.Pages;

/// <summary>One HTML file that needs nothing else: styles, script and data are inside, and its content security policy lets a browser load
/// nothing from anywhere and run no other script than this one.</summary>
internal sealed class Page(string title, PageData data)
{
    private static readonly string Style = Resource("page.css");
    private static readonly string Script = Resource("page.js");
    private static readonly string Policy = $"default-src 'none'; img-src data:; style-src '{Hash(Style)}'; script-src '{Hash(Script)}'";

    private readonly StringBuilder _body = new();
    private readonly string _title = title;

    public PageData Data { get; } = data;

    /// <summary>Adds HTML that stands before or between sections.</summary>
    public void Add(string html) => _body.Append(html);

    /// <summary>Adds a section; one without content is left out.</summary>
    public void AddSection(string heading, string html)
    {
        if (html.Length > 0) _body.Append($"<section>\n<h2>{Html.Text(heading)}</h2>\n{html}</section>\n");
    }

    /// <summary>Adds the slider that all charts, mixtures and cells follow; it stays in view. Without epochs there is none.</summary>
    public void AddSlider()
    {
        if (Data.Epochs == 0) return;
        _body.Append($"""
            <form class="slider" aria-label="{Data.RowName} that is shown">
            <label for="epoch">{Data.RowName}</label>
            <input id="epoch" type="range" min="1" max="{Data.Epochs}" value="{Data.Epochs}" step="1">
            <output id="shown" for="epoch">{Data.Epochs} of {Data.Epochs}</output>
            </form>

            """);
    }

    public string ToHtml() => $"""
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta http-equiv="Content-Security-Policy" content="{Policy}">
        <meta name="generator" content="AerNas">
        <title>{Html.Text(_title)}</title>
        <style>{Style}</style>
        </head>
        <body>
        <main>
        {_body}</main>
        <script type="application/json" id="data">{Data.ToJson()}</script>
        <script>{Script}</script>
        </body>
        </html>

        """;

    private static string Hash(string text) => $"sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}";

    private static string Resource(string name)
    {
        using var stream = typeof(Page).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
