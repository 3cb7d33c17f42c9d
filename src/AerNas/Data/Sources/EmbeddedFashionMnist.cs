namespace AerNas.Data.Sources;

/// <summary>The default dataset, so that everything runs with no download: of Fashion-MNIST (Xiao, Rasul and Vollgraf, 2017; MIT licence,
/// see Data/Embedded) the first 600 training and 100 test images of each class, in file order. The files are IDX and read as
/// such.</summary>
internal static class EmbeddedFashionMnist
{
    /// <summary>The word that names it on the command line.</summary>
    public const string Spec = "embedded";
    public const int TrainingImages = 6_000;
    private const string ResourcePrefix = "fashion-mnist/";

    private static readonly ImmutableArray<string> ClassNames =
        ["T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot"];

    public static RawDataset Read(DatasetOptions options)
    {
        using var files = new MemoryFiles(Spec, Resources());
        return new IdxFormat().Read(files, "", options) with { Name = DatasetSource.EmbeddedName, ClassNames = ClassNames };
    }

    private static Dictionary<string, byte[]?> Resources()
    {
        var assembly = typeof(EmbeddedFashionMnist).Assembly;
        var contents = new Dictionary<string, byte[]?>();
        foreach (var name in assembly.GetManifestResourceNames().Where(n => n.StartsWith(ResourcePrefix, StringComparison.Ordinal)))
        {
            using var stream = assembly.GetManifestResourceStream(name)!;
            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            contents[name[ResourcePrefix.Length..]] = bytes;
        }
        return contents;
    }
}
