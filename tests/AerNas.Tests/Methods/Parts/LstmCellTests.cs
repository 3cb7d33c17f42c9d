using AerNas.Methods;
using AerNas.Networks;
using AerNas.Runtime;
using static TorchSharp.torch;

namespace AerNas.Tests.Methods;

public sealed class LstmCellTests
{
    private const double Rounding = 1e-12;

    /// <summary>Its equations with numbers, for one input and one unit: gates are sigmoids of w x + u h + b, in the order input, forget,
    /// cell, output.</summary>
    [Fact]
    public void Next_OfOneUnit_IsWhatItsEquationsSay()
    {
        using var scope = NewDisposeScope();
        using var cell = Cell(inputs: 1, size: 1);
        double[][] weights = [.. cell.parameters().Select(parameter => parameter.data<double>().ToArray())];
        double[] sums = [.. Enumerable.Range(0, 4).Select(g => weights[0][g] * 0.3 + weights[2][g] + weights[1][g] * 0.5 + weights[3][g])];
        var memory = Sigmoid(sums[1]) * -0.7 + Sigmoid(sums[0]) * Math.Tanh(sums[2]);

        var next = cell.Next(Row(0.3), new LstmState(Row(0.5), Row(-0.7)));

        Assert.Equal(memory, next.Cell.ToNumber(), Rounding);
        Assert.Equal(Sigmoid(sums[3]) * Math.Tanh(memory), next.Hidden.ToNumber(), Rounding);
    }

    [Fact]
    public void Next_OfSeveralSequences_IsThatOfEach()
    {
        using var scope = NewDisposeScope();
        using var cell = Cell(inputs: 3, size: 2);
        var (input, hidden, memory) = (Steps(2, 3), Steps(2, 2).Times(-1), Steps(2, 2).Plus(1));
        var both = cell.Next(input, new LstmState(hidden, memory));
        for (var n = 0; n < 2; n++)
        {
            var alone = cell.Next(input.narrow(0, n, 1), new LstmState(hidden.narrow(0, n, 1), memory.narrow(0, n, 1)));
            Assert.True(alone.Hidden.allclose(both.Hidden.narrow(0, n, 1), atol: Rounding));
            Assert.True(alone.Cell.allclose(both.Cell.narrow(0, n, 1), atol: Rounding));
        }
    }

    [Fact]
    public void Next_OfInputsOfAnotherSize_IsRefused()
    {
        using var scope = NewDisposeScope();
        using var cell = Cell(inputs: 3, size: 2);
        Assert.Throws<ArgumentException>(() => cell.Next(Steps(1, 2), new LstmState(Steps(1, 2), Steps(1, 2))));
        Assert.Throws<ArgumentException>(() => cell.Next(Steps(2, 3), new LstmState(Steps(1, 2), Steps(1, 2))));
    }

    private static LstmCell Cell(int inputs, int size)
    {
        using var generator = RandomStreams.Create(seed: 1, "cell");
        return new LstmCell(inputs, size, bound: 0.8, new WeightSource(generator, ScalarType.Float64, CPU));
    }

    private static Tensor Row(double value) => tensor(new[,] { { value } });

    private static Tensor Steps(int rows, int columns) => Tensors.Range(rows * columns, ScalarType.Float64).Over(10).reshape(rows, columns);

    private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));
}
