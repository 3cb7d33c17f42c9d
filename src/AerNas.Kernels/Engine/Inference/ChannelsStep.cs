using AerNas.Kernels.Graphs;

namespace AerNas.Kernels.Engine;

/// <summary>Picks channels of what it reads; nothing is computed.</summary>
internal sealed unsafe class ChannelsStep : InferenceStep
{
    private readonly ImmutableArray<ChannelMove>[] _moves; // into each block

    public ChannelsStep(ChannelsNode node, ImmutableArray<ImageMap> inputs, ImageMap output)
        : base(output, inputs)
    {
        _moves = [.. node.Channels.Chunk(output.Lanes).Select(block => ChannelMove.Into(inputs, block, output.Lanes))];
    }

    public override void Run(in InferenceImage image, KernelSet kernels)
    {
        for (var block = 0; block < Output.Blocks; block++)
        {
            var target = Output.Block(image.Memory, block);
            for (var row = 0; row < Output.Height; row++)
            {
                var to = target.Row(row);
                if (Output.BlockChannels[block] < kernels.Lanes) new Span<float>(to, Output.Width * kernels.Lanes).Clear();
                foreach (var move in _moves[block])
                {
                    var (step, count) = move.Elements(Output.Width, kernels.Lanes);
                    var from = Inputs[move.Source].Block(image.Memory, move.Block).Row(row);
                    Strided.Copy(from + move.FromLane, step, to + move.ToLane, step, count);
                }
            }
        }
    }
}
