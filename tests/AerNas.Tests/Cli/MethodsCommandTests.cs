using System.Text.Json.Nodes;
using AerNas.Cli;
using AerNas.Methods;
using AerNas.Tests.Conventions;

namespace AerNas.Tests.Cli;

public sealed class MethodsCommandTests
{
    private static IEnumerable<string> Names =>
        MethodCatalog.All.Select(method => method.Name).Concat(MethodCatalog.SearchFree.Select(method => method.Name));

    [Fact]
    public void Json_IsAnArrayThatTellsEverythingOfEveryMethod()
    {
        var run = CommandRun.Of("methods", "--json");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        var methods = JsonNode.Parse(run.Output)!.AsArray().Select(node => node!.AsObject()).ToList();
        Assert.Equal(Names, methods.Select(method => (string)method["name"]!));
        Assert.All(methods, method =>
        {
            var spaces = method["spaces"]!.AsArray().Select(space => (string)space!).ToList();
            Assert.Equal(spaces, method["stepCost"]!.AsObject().Select(cost => cost.Key));
            Assert.Equal(spaces, method["hyperparameters"]!.AsObject().Select(values => values.Key));
            Assert.NotEmpty((string)method["paper"]!);
            Assert.NotEmpty((string)method["difference"]!);
            Assert.Contains((string)method["judgedBy"]!, new[] { "golden cases", "formula tests" });
        });
        var yardstick = methods[0]["hyperparameters"]!["nasbench201"]!;
        Assert.Equal((50, 0.025, "WeightsFirst"),
            ((int)yardstick["search.epochs"]!, (double)yardstick["weights.learningRate"]!, (string)yardstick["bilevel.order"]!));
        var evolution = methods.Single(method => (string)method["name"]! == "regularized-evolution");
        Assert.Equal((10, 3), ((int)evolution["hyperparameters"]!["nasbench201"]!["regularized-evolution.population"]!,
            (int)evolution["hyperparameters"]!["nasbench201"]!["regularized-evolution.sample"]!));
        var gdas = methods.Single(method => (string)method["name"]! == "gdas");
        Assert.Equal(250, (int)gdas["hyperparameters"]!["darts"]!["search.epochs"]!);
        Assert.Equal((0.125, 0.2), ((double)gdas["stepCost"]!["darts"]!, (double)gdas["stepCost"]!["nasbench201"]!));
    }

    [Fact]
    public void Table_WithoutATerminal_NamesEveryMethod()
    {
        var run = CommandRun.Of("methods");

        Assert.Equal(0, run.ExitCode);
        Assert.All(Names, name => Assert.Contains($"  {name} ", run.Output, StringComparison.Ordinal));
        Assert.Contains("gdas.temperature.first=10", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(60)]
    [InlineData(80)]
    [InlineData(99)]
    [InlineData(100)]
    [InlineData(120)]
    [InlineData(200)]
    public void Methods_InATerminal_FitItsWidth(int width)
    {
        using var text = new StringWriter { NewLine = "\n" };
        MethodsCommand.Show(new CommandOutput(new CommandHost { Output = text, Error = TextWriter.Null }, json: false), width);

        Assert.All(text.ToString().Split('\n'), line => Assert.InRange(line.TrimEnd().Length, 0, width));
        Assert.All(Names, name => Assert.Contains(name, text.ToString(), StringComparison.Ordinal));
    }

    [Fact]
    public void Docs_MethodTable_IsWhatTheCommandPrints()
    {
        var table = CommandRun.Of("methods", "--markdown").Output;

        Assert.True(
            Repository.Read("docs/methods.md").EndsWith(table, StringComparison.Ordinal),
            $"The table in docs/methods.md is not what `aernas methods --markdown` prints:\n\n{table}");
    }
}
