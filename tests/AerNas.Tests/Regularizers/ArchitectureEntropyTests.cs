using AerNas.Bilevel;
using AerNas.Regularizers;
using AerNas.Relaxations;
using AerNas.Schedules;
using AerNas.Spaces;
using CsCheck;
using static TorchSharp.torch;

namespace AerNas.Tests.Regularizers;

[Trait(Property.Trait, Property.Drawn)]
public sealed class ArchitectureEntropyTests
{
    private const double Guard = 2e-8; // what the 1e-9 inside the logarithm can move an entropy by, in bits

    public static TheoryData<string, EntropyOperations> Kinds => new()
    {
        { "darts", EntropyOperations.All },
        { "darts", EntropyOperations.ExceptNone },
        { "nasbench201", EntropyOperations.All },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Measure_AnyAlphas_LiesBetweenZeroAndTheMaximum(string name, EntropyOperations operations)
    {
        var space = Space(name);
        Property.Holds(Gen.Select(Gen.Int[0, 1 << 20], Gen.Double[1e-3, 30.0]), 100, drawn =>
        {
            var (seed, scale) = drawn;
            using var scope = NewDisposeScope();
            using var alpha = Draw(space, seed, scale);
            var bits = ArchitectureEntropy.Measure(alpha, operations).ToNumber();
            return bits >= -Guard && bits <= ArchitectureEntropy.MaximumBits(KeptOperations.All(space), operations) + Guard;
        });
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Measure_EqualAlphas_IsTheMaximum(string name, EntropyOperations operations)
    {
        using var scope = NewDisposeScope();
        var space = Space(name);
        using var alpha = Draw(space, seed: 1, scale: 0);

        Assert.Equal(ArchitectureEntropy.MaximumBits(KeptOperations.All(space), operations), ArchitectureEntropy.Measure(alpha, operations)
            .ToNumber(), Guard);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Penalty_AnyAlphas_HasTheGradientOfFiniteDifferences(string name, EntropyOperations operations)
    {
        const double h = 1e-5;
        const double tolerance = 1e-8; // h^2 times a third derivative of order one, and rounding / h
        var regularizer = new ArchitectureEntropy(new ConstantSchedule(0.7), operations);
        var now = new EpochProgress(0, 1);
        using var scope = NewDisposeScope();
        using var alpha = Draw(Space(name), seed: 3, scale: 0.8);
        var gradients = Gradients.Of(regularizer.Penalty(alpha, now), [.. alpha.Tensors]);
        using var noGrad = no_grad();
        foreach (var (logits, gradient) in alpha.Tensors.Zip(gradients))
        {
            for (var row = 0; row < logits.shape[0]; row += 3)
            {
                for (var column = 0; column < logits.shape[1]; column++)
                    Assert.Equal(Difference(logits, row, column), gradient[row, column].ToNumber(), tolerance);
            }
        }

        double Difference(Tensor logits, int row, int column)
        {
            var kept = logits[row, column].ToNumber();
            logits[row, column] = kept + h;
            var above = regularizer.Penalty(alpha, now).ToNumber();
            logits[row, column] = kept - h;
            var below = regularizer.Penalty(alpha, now).ToNumber();
            logits[row, column] = kept;
            return (above - below) / (2 * h);
        }
    }

    [Fact]
    public void Measure_OneHotAlphas_IsZero()
    {
        using var scope = NewDisposeScope();
        using var alpha = ArchitectureParameters.FromValues(SearchSpace.NasBench201, _ =>
        {
            var values = zeros([6, 5], ScalarType.Float64);
            values[TensorIndex.Colon, 2] = 100.0;
            return values;
        });

        Assert.Equal(0.0, ArchitectureEntropy.Measure(alpha, EntropyOperations.All).ToNumber(), Guard);
    }

    private static SearchSpace Space(string name) => SearchSpace.TryFind(name, out var space) ? space : throw new ArgumentException(name);

    private static ArchitectureParameters Draw(SearchSpace space, int seed, double scale)
    {
        using var generator = new Generator((ulong)seed);
        return ArchitectureParameters.Initialize(space, generator, new ArchitectureStart { Scale = scale, DataType = ScalarType.Float64 });
    }
}
