using AerNas.Methods;
using AerNas.Relaxations;
using AerNas.Runs;
using AerNas.Schedules;
using AerNas.Spaces;
using static TorchSharp.torch;

namespace AerNas.Tests.Methods;

public sealed class GumbelRelaxationTests
{
    private static readonly GumbelRelaxation Relaxation = new(new LineSchedule(10, 0.1, LineEnd.LastEpoch));

    [Fact]
    public void Relax_EachDraw_TakesOneOperationAnEdgeWithWeightOne()
    {
        using var scope = NewDisposeScope();
        using var alpha = Alpha();
        for (var step = 0; step < 20; step++)
        {
            var mixture = Relaxation.Relax(alpha, At(step, SearchLevel.Weights));
            foreach (var edge in alpha.Space.Edges)
            {
                var chosen = Assert.Single(alpha.Space.Operations, operation => mixture.IsActive(CellKind.Normal, edge, operation));
                Assert.Equal(1, mixture[CellKind.Normal][alpha.Space.RowOf(edge), alpha.Space.ColumnOf(chosen)].item<float>(), 6);
            }
        }
    }

    [Fact]
    public void Relax_EqualAlphas_ChoosesEachOperationEquallyOften()
    {
        using var scope = NewDisposeScope();
        using var alpha = Alpha();
        const int draws = 3000;
        var counts = zeros(6, 5);
        for (var step = 0; step < draws; step++)
        {
            counts = counts.Plus(Relaxation.Relax(alpha, At(step, SearchLevel.Weights))[CellKind.Normal].detach().round());
        }


        Assert.InRange(counts.Over(draws).Minus(0.2).abs().max().item<float>(), 0, 0.04); // five standard deviations of 30 frequencies
    }

    [Fact]
    public void Relax_SameMoment_DrawsTheSameAndLevelsDrawApart()
    {
        using var scope = NewDisposeScope();
        using var alpha = Alpha();
        Tensor Draw(int step, SearchLevel level) => Relaxation.Relax(alpha, At(step, level))[CellKind.Normal].detach();

        Assert.True(Enumerable.Range(0, 10).All(step => Draw(step, SearchLevel.Alpha).Equals(Draw(step, SearchLevel.Alpha))));
        Assert.Contains(Enumerable.Range(0, 10), step => !Draw(step, SearchLevel.Alpha).allclose(Draw(step, SearchLevel.Weights)));
    }

    [Fact]
    public void Relax_ForValidation_TakesTheLargestAlpha()
    {
        using var scope = NewDisposeScope();
        using var alpha = ArchitectureParameters.FromValues(SearchSpace.NasBench201, _ => eye(6, 5));
        var mixture = Relaxation.Relax(alpha, At(0, SearchLevel.Validation));

        Assert.Equal(alpha[CellKind.Normal].argmax(dim: 1).data<long>().ToArray(), mixture[CellKind.Normal].argmax(dim: 1)
            .data<long>().ToArray());
    }

    [Fact]
    public void Relax_StraightThrough_HasTheGradientOfTheSoftmax()
    {
        using var scope = NewDisposeScope();
        using var alpha = Alpha();
        var noise = randn(6, 5);
        var direction = randn(6, 5);
        const double tau = 0.7;

        var found = autograd.grad([(GumbelRelaxation.Relax(alpha, _ => noise, tau)[CellKind.Normal] * direction).sum()],
            [alpha[CellKind.Normal]])[0];
        var p = nn.functional.softmax(nn.functional.log_softmax(alpha[CellKind.Normal].detach(), dim: 1).Plus(noise).Over(tau), dim: 1);
        var inner = (p * (direction - (p * direction).sum(1, keepdim: true))).Over(tau); // in log_softmax(alpha) + g
        var expected = inner - nn.functional.softmax(alpha[CellKind.Normal].detach(), dim: 1) * inner.sum(1, keepdim: true);

        Assert.True(found.allclose(expected, rtol: 1e-4, atol: 1e-6));
    }

    private static ArchitectureParameters Alpha() => ArchitectureParameters.FromValues(SearchSpace.NasBench201, _ => zeros(6, 5));

    private static RelaxationContext At(int step, SearchLevel level)
    {
        var epoch = new EpochProgress(0, 10);
        return new RelaxationContext(new SearchMoment(1, new RunPosition(0, step), epoch, epoch), level);
    }
}
