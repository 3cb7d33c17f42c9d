using AerNas.Networks;
using TorchSharp.Modules;
using TorchSharp.Utils;

namespace AerNas.Methods;

/// <summary>A layer of an LSTM (Hochreiter and Schmidhuber, 1997), a step of N sequences, gates in PyTorch's order.</summary>
internal sealed class LstmCell : nn.Module
{
    private const int Gates = 4; // input, forget, cell, output

    private readonly int _inputs;
    private readonly int _size;
    [ComponentName(Name = "input_weight")] private readonly Parameter _inputWeight; // [4 * S, I]
    [ComponentName(Name = "hidden_weight")] private readonly Parameter _hiddenWeight; // [4 * S, S]
    [ComponentName(Name = "input_bias")] private readonly Parameter _inputBias; // [4 * S]
    [ComponentName(Name = "hidden_bias")] private readonly Parameter _hiddenBias; // [4 * S]

    /// <summary>Draws the weights.</summary>
    /// <param name="inputs">I, the size of what it reads.</param>
    /// <param name="size">S, the size of its state.</param>
    /// <param name="bound">The largest element of both matrices; the biases are PyTorch's default.</param>
    /// <param name="weights">Where the parameters come from.</param>
    public LstmCell(int inputs, int size, double bound, WeightSource weights)
        : base(nameof(LstmCell))
    {
        (_inputs, _size) = (inputs, size);
        _inputWeight = weights.UniformWithin(bound, Gates * size, inputs);
        _hiddenWeight = weights.UniformWithin(bound, Gates * size, size);
        _inputBias = weights.Uniform(size, Gates * size);
        _hiddenBias = weights.Uniform(size, Gates * size);
        RegisterComponents();
    }

    /// <summary>The state before the first step, of zeros; owned by the caller's scope.</summary>
    /// <param name="sequences">N.</param>
    public LstmState Rest(long sequences)
    {
        long[] shape = [sequences, _size];
        return new LstmState(zeros(shape, _inputBias.dtype, _inputBias.device), zeros(shape, _inputBias.dtype, _inputBias.device));
    }

    /// <summary>Computes the next state, owned by the caller's scope.</summary>
    /// <param name="input">// [N, I]</param>
    /// <param name="state">The state so far.</param>
    public LstmState Next(Tensor input, LstmState state)
    {
        Shapes.Require(input, [Shapes.Any, _inputs]);
        Shapes.Require(state.Hidden, [input.shape[0], _size]);
        using var scope = NewDisposeScope();
        var sums = Shapes.MatMul(input, _inputWeight.t()).Plus(_inputBias)
            .Plus(Shapes.MatMul(state.Hidden, _hiddenWeight.t())).Plus(_hiddenBias); // [N, 4 * S]
        var gates = sums.chunk(Gates, dim: 1); // [N, S] each
        var cell = (gates[1].sigmoid() * state.Cell).Plus(gates[0].sigmoid() * gates[2].tanh());
        var hidden = gates[3].sigmoid() * cell.tanh();
        return new LstmState(hidden.MoveToOuterDisposeScope(), cell.MoveToOuterDisposeScope());
    }
}

/// <summary>What a layer of an LSTM remembers.</summary>
/// <param name="Hidden">Its output. // [N, S]</param>
/// <param name="Cell">Its memory. // [N, S]</param>
internal readonly record struct LstmState(Tensor Hidden, Tensor Cell);
