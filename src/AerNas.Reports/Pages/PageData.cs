namespace AerNas.Reports.Pages;

/// <summary>What a page's script shows as its slider moves: texts and shares, one an epoch, by the id of their element.</summary>
/// <param name="epochs">How many epochs there are, or what else the rows of a run are.</param>
/// <param name="rowName">What one of them is called.</param>
internal sealed class PageData(int epochs, string rowName = "epoch")
{
    private readonly JsonObject _texts = [];
    private readonly JsonObject _shares = [];
    private JsonArray _cells = [];

    /// <summary>What one of the slider's places is called.</summary>
    public string RowName => rowName;

    public int Epochs => epochs;

    /// <summary>Makes an element's text follow the slider.</summary>
    /// <returns>The element's <c>data-text</c>.</returns>
    public string AddTexts(IEnumerable<string> texts) => Add(_texts, texts.Select(text => JsonValue.Create(PrintableText.Of(text))));

    /// <summary>Makes the width of a bar follow the slider.</summary>
    /// <param name="shares">0 to 1; what is not a number is shown as 0.</param>
    /// <returns>The bar's <c>data-share</c>.</returns>
    public string AddShares(IEnumerable<double> shares) =>
        Add(_shares, shares.Select(share => JsonValue.Create(double.IsFinite(share) ? Math.Round(share, 4) : 0)));

    /// <summary>Says which of the page's cells each epoch shows; -1 for none.</summary>
    public void SetCells(IEnumerable<int> cells) => _cells = new JsonArray([.. cells.Select(cell => JsonValue.Create(cell))]);

    /// <summary>The data as JSON that may stand in a script element: what would be markup is escaped.</summary>
    public string ToJson() => new JsonObject
    {
        ["epochs"] = epochs,
        ["texts"] = _texts,
        ["shares"] = _shares,
        ["cells"] = _cells,
    }.ToJsonString();

    private static string Add(JsonObject to, IEnumerable<JsonNode?> values)
    {
        var id = $"{to.Count}";
        to[id] = new JsonArray([.. values]);
        return id;
    }
}
