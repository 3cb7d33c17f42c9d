namespace AerNas.Cli.Display;

/// <summary>A quantity as it is printed.</summary>
internal readonly record struct Figure(string Name, string Value)
{
    public override string ToString() => $"{Name} {Value}";

    public static Figure Loss(string name, double value) => new(name, $"{value:0.000}");

    public static Figure Percent(string name, double share) => new(name, $"{100 * share:0.0} %");
}
