using AerNas.Bilevel;
using AerNas.Latency;
using AerNas.Methods;
using AerNas.Spaces;
using AerNas.Tests.Latency;
using static TorchSharp.torch;

namespace AerNas.Tests.Methods;

public sealed class LatencyReferenceTests
{
    private const double Rounding = 1e-12;
    private const int CellsInTable = 6; // two a stage
    private const double Rest = 1e-4;

    [Theory]
    [InlineData(LatencyForm.Factor, 0.002, null)]
    [InlineData(LatencyForm.Factor, null, 0.001)]
    [InlineData(LatencyForm.Factor, null, null)]
    [InlineData(LatencyForm.Sum, 0.002, null)]
    public void ValidationLoss_HoldsTheExpectationOfTheSoftmaxAgainstTheReference(LatencyForm form, double? own, double? target)
    {
        using var scope = NewDisposeScope();
        using var search = Case(new() { Form = form, Seconds = own }, target);
        var (expected, reference) = (Rest, own ?? target ?? Rest);
        var (space, shares) = (SearchSpace.NasBench201, search.State.Alpha.Probabilities(CellKind.Normal));
        for (var edge = 0; edge < space.Edges.Length; edge++)
            for (var operation = 0; operation < space.Operations.Length; operation++)
            {
                var seconds = CellsInTable * Seconds(space.Operations[operation]);
                expected += shares[edge, operation] * seconds;
                if (own is null && target is null) reference += seconds / space.Operations.Length;
            }

        var loss = search.Problem.ValidationLoss();

        var entropy = search.Loss(search.Mixture(search.At(0))).ToNumber();
        Assert.Equal(entropy, loss.CrossEntropy.ToNumber(), Rounding);
        var by = form == LatencyForm.Factor
            ? entropy * 0.2 * Math.Pow(Math.Log(1e6 * expected) / Math.Log(1e6 * reference), 0.3)
            : entropy + 0.1 * (expected - reference) / reference;
        Assert.Equal(by, loss.Total.ToNumber(), Rounding);
    }

    [Theory]
    [InlineData(LatencyForm.Factor)]
    [InlineData(LatencyForm.Sum)]
    public void Gradient_OfLatencyAlone_ReachesOperationsThatAreNotInvolved(LatencyForm form)
    {
        using var scope = NewDisposeScope();
        using var search = Case(new() { Form = form, Seconds = 0.002 }, target: null);
        var (space, alpha) = (SearchSpace.NasBench201, search.State.Alpha);
        var mixture = search.Mixture(search.At(0));
        var (row, column) = (from edge in space.Edges
                             from operation in space.Operations
                             where !mixture.IsActive(CellKind.Normal, edge, operation)
                             select (space.RowOf(edge), space.ColumnOf(operation))).First();
        var gradient = Gradients.Of(search.Problem.ValidationLoss().Total, [alpha[CellKind.Normal]])[0][row, column].ToNumber();

        const double step = 1e-5;
        var (above, below) = (At(step), At(-2 * step));

        Assert.NotEqual(0, gradient);
        Assert.Equal((above - below) / (2 * step), gradient, 1e-8);

        double At(double by)
        {
            using (no_grad()) alpha[CellKind.Normal][row, column].PlusInPlace(by);
            var loss = search.Loss(mixture); // the gates stay
            var term = search.Method.Terms(search.Options, [])[0];
            return term.Weighed(loss, alpha, mixture).Plus(term.Penalty(alpha, default)).ToNumber();
        }
    }

    [Fact]
    public void ValidationLoss_WithoutLatencies_IsCrossEntropyAlone()
    {
        using var scope = NewDisposeScope();
        using var search = new MethodCase(ProxylessNas.Method, SearchSpace.NasBench201);
        Assert.Equal(search.Loss(search.Mixture(search.At(0))).ToNumber(), search.Problem.ValidationLoss().Total.ToNumber(), Rounding);
    }

    private static double Seconds(CandidateOperation operation) => operation.Name.Length * 1e-5;

    private static MethodCase Case(LatencyReferenceOptions latency, double? target) =>
        new(ProxylessNas.Method, SearchSpace.NasBench201, options => options.With<LatencyReferenceOptions>(_ => latency) with
        {
            Latency = new LatencyOptions { Table = Tables.Of(place => Seconds(place.Operation), Rest), Target = target },
        });
}
