using AerNas.Tabular;

namespace AerNas.Tests.Tabular;

/// <summary>Imports as the tests do.</summary>
internal static class TestImport
{
    /// <summary>Imports a table; the test's end stops it.</summary>
    public static void Run(string source, string target, bool allowMissing = false, IProgress<int>? progress = null) =>
        TabularImport.Import(
        source, target, new TabularImportOptions { AllowMissing = allowMissing, Threads = 2 }, progress,
            TestContext.Current.CancellationToken);
}
