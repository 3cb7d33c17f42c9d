using static TorchSharp.torch;

namespace AerNas.Methods;

/// <summary>What a layer of an LSTM remembers.</summary>
/// <param name="Hidden">Its output. // [1, S]</param>
/// <param name="Cell">Its memory. // [1, S]</param>
internal readonly record struct LstmState(Tensor Hidden, Tensor Cell);
