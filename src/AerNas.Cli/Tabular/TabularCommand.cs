namespace AerNas.Cli.Tabular;

/// <summary><c>aernas tabular</c>: the table of all trained cells of NAS-Bench-201.</summary>
internal static class TabularCommand
{
    public static Command Create(CommandHost host) => new DocumentedCommand(
        "tabular",
        "Import and ask the table of all trained cells of NAS-Bench-201.",
        """
        Examples:
          aernas tabular import NATS-tss-v1_0-3ffb9-simple --out nasbench201.tabular
          aernas tabular query nasbench201.tabular runs/search-001
          aernas tabular rank nasbench201.tabular 11 --dataset cifar100
          aernas tabular top nasbench201.tabular --max-parameters 400000
          aernas tabular stats nasbench201.tabular
        """)
    {
        ImportCommand.Create(host),
        QueryCommand.Create(host),
        RankCommand.Create(host),
        TopCommand.Create(host),
        StatsCommand.Create(host),
    };

    public static Argument<string> Table() => new("table") { Description = "A table that aernas tabular import made.", HelpName = "TABLE" };

    public static Argument<string> Cell() => new("cell")
    {
        Description = "The cell: its published index, its text, a file that holds it, or the folder of a run or model.",
        HelpName = "INDEX|TEXT|FILE|FOLDER",
    };
}
