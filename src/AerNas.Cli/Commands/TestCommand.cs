using AerNas.Data;
using AerNas.Export;
using AerNas.Reports.Pages;
using AerNas.Runtime;

namespace AerNas.Cli;

/// <summary><c>aernas test</c>: how good a model is.</summary>
internal sealed class TestCommand
{
    private readonly CommandHost _host;
    private readonly Argument<string> _model = SharedOptions.Model();
    private readonly Option<string?> _data = TestImages.Data();
    private readonly TargetOption _page =
        new("Also write an HTML page: what each class was taken for, and the images that were most surely wrong.", "--page");

    private readonly Option<string?> _framing = SharedOptions.Framing("By default as in the model's training.");
    private readonly Option<bool> _skipBroken = SharedOptions.SkipBroken();
    private readonly Option<int?> _threads = SharedOptions.Threads();
    private readonly Option<string> _device = SharedOptions.Device();
    private readonly Option<string> _engine = SharedOptions.Engine();
    private readonly Option<bool> _json = SharedOptions.Json();

    private TestCommand(CommandHost host)
    {
        _host = host;
    }

    public static Command Create(CommandHost host)
    {
        var test = new TestCommand(host);
        var command = new DocumentedCommand(
            "test",
            "Measure a trained model on test images.",
            """
            Tells the part of the images that the model takes for what they are, of all and of each class, where it lies with 95 %
            confidence (Wilson's interval), and what each class is taken for.

            Examples:
              aernas test runs/train-001
              aernas test runs/train-001/model --data ~/pictures
              aernas test runs/train-001 --page test.html
            """)
        { test._model, test._data, test._page, test._framing, test._skipBroken, test._threads, test._device, test._engine, test._json };
        command.SetAction(test.Execute);
        return command;
    }

    private int Execute(ParseResult parse)
    {
        var (folder, where) = (ModelArgument.Folder(parse.GetRequiredValue(_model)), ComputeDevice.Open(parse.GetRequiredValue(_device)));
        var output = new CommandOutput(_host, parse.GetValue(_json));
        using var model = ModelFolder.Load(folder, where, SharedOptions.ThreadsOf(parse.GetValue(_threads)),
            SharedOptions.EngineOf(parse.GetRequiredValue(_engine)));
        var start = _host.Time.GetTimestamp();
        var images = TestImages.Open(model, folder, parse.GetValue(_data), reading => reading with
        {
            Framing = SharedOptions.FramingOf(parse.GetValue(_framing)) ?? reading.Framing,
            Photographs = parse.GetValue(_framing) is null ? reading.Photographs : PhotographUse.Never,
            SkipBroken = parse.GetValue(_skipBroken) || reading.SkipBroken,
        });
        var report = new TestReport(folder, images, model.Card.ClassNames, model.Test(images, _host.Cancellation),
            _host.Time.GetElapsedTime(start));
        report.Show(output);
        if (parse.GetValue(_page) is { } page)
        {
            TestReportPage.Save(folder, images.Name, report.Outcome.ToRecord(model.Card.ClassNames, images.Images), page);
            output.Sentence($"Open {Path.GetFullPath(page)} in a browser.");
        }

        output.Result(report.ToJson());
        return ExitCode.Done;
    }
}
