using System.Runtime.ExceptionServices;
using AerNas.Options;
using AerNas.Searching;
using AerNas.Tests.Searching;
using static TorchSharp.torch;

namespace AerNas.Tests.Arithmetic;

[Collection(AloneCollection.Name)]
public sealed class ConstantCollectionTests
{
    private const int CallsOfAScope = 20;

    public static TheoryData<string, string, NetworkEngine> Searches() => new()
    {
        { "darts-v1", "darts", NetworkEngine.Fused },
        { "darts-v2", "nasbench201", NetworkEngine.Torch },
        { "darts-v2", "nasbench201", NetworkEngine.Fused },
        { "pc-darts", "nasbench201", NetworkEngine.Torch },
        { "pc-darts", "nasbench201", NetworkEngine.Fused },
        { "gdas", "nasbench201", NetworkEngine.Fused },
        { "enas", "nasbench201", NetworkEngine.Fused },
        { "sdarts-adv", "nasbench201", NetworkEngine.Torch },
    };

    [Fact]
    public void Calls_UnderConstantCollection_AnswerWhatTheyDoWithout()
    {
        var calls = TensorArithmeticTests.Calls().Select(row => row.Data.Item2).ToArray();
        using var numbers = tensor(new[] { -2.5, -1, 0.25, 3 }).DetachFromDisposeScope();
        var expected = calls.Select(Answer).ToArray();
        using var collection = new ConstantCollection();

        for (var done = 0; done < ConstantCollection.Calls; done += CallsOfAScope)
        {
            using var scope = NewDisposeScope();
            for (var i = done; i < done + CallsOfAScope; i++) Assert.Equal(expected[i % calls.Length], Answer(calls[i % calls.Length]));
        }

        Assert.NotEqual(0, collection.Count);
        TestContext.Current.TestOutputHelper?.WriteLine($"{ConstantCollection.Calls} calls, {collection.Count} collections");

        double Answer(Func<Tensor, Tensor> call) => call(numbers).nan_to_num().sum().ToNumber();
    }

    /// <summary>On a thread of its own: in no dispose scope but those of the search.</summary>
    [Theory]
    [MemberData(nameof(Searches))]
    public void Search_UnderConstantCollection_EndsInTheBytesOfOneWithout(string method, string space, NetworkEngine engine)
    {
        using var folder = new TemporaryFolder();
        var options = SmallSearch.Options(folder, space, method);
        options = options with { Runtime = options.Runtime with { Engine = engine } };
        OnAThreadOfItsOwn(() => Run("without"));
        using var collection = new ConstantCollection();

        for (var round = 0; round < ConstantCollection.Rounds; round++)
        {
            var name = $"with-{round}";
            OnAThreadOfItsOwn(() => Run(name));
            SearchRuns.AssertSame(folder["without"], folder[name]);
        }

        void Run(string name)
        {
            using var run = SearchRun.Start(options, folder[name], TimeProvider.System);
            SearchRuns.Finish(run);
        }
    }

    private static void OnAThreadOfItsOwn(Action action)
    {
        ExceptionDispatchInfo? failure = null;
        var thread = new Thread(() =>
        {
            try
            {
                action();
            }
            catch (Exception error)
            {
                failure = ExceptionDispatchInfo.Capture(error);
            }
        });
        thread.Start();
        thread.Join();
        failure?.Throw();
    }
}
