using AerNas.Kernels.Graphs;

namespace AerNas.Kernels.Engine;

/// <summary>Picks channels of what it reads; nothing is computed.</summary>
internal sealed unsafe class ChannelsOperation : WindowedOperation
{
    private readonly ImmutableArray<ChannelMove>[] _moves; // into each block

    public ChannelsOperation(ChannelsNode node, PaddedInput input, FeatureMap output, PlanContext context)
        : base(input, rectify: false, output, context.Kernels)
    {
        FeatureMap[] sources = [.. input.Sources.Select(view => view.Map)];
        _moves = [.. node.Channels.Chunk(Kernels.Lanes).Select(block => ChannelMove.Into(sources, block, Kernels.Lanes))];
    }

    public override ScratchNeeds Freeze(PlanContext context) => base.Freeze(context) with { Rows = Output.BlockStep };

    public override void Forward(Pass pass, int image, Workspace workspace)
    {
        float* padded = Input.Load(image, workspace, Kernels), y = Output.Image(image);
        var (rows, columns) = Input.Width == Output.Width ? (1, Output.Pixels) : (Output.Height, Output.Width);
        for (var block = 0; block < Output.Blocks; block++, y += Output.BlockStep)
        {
            if (Output.BlockChannels[block] < Kernels.Lanes) new Span<float>(y, Output.BlockStep).Clear();
            foreach (var move in _moves[block])
            {
                var (step, count) = move.Elements(columns, Kernels.Lanes);
                for (var row = 0; row < rows; row++)
                {
                    var to = y + row * columns * Kernels.Lanes + move.ToLane;
                    Strided.Copy(Input.Row(padded, move.InputBlock, row) + move.FromLane, step, to, step, count);
                }
            }

            AddMoments(pass, image, block, 0, Output.Pixels);
        }
    }

    public override void Backward(Pass pass, int image, Workspace workspace)
    {
        if (!PassesOn()) return;
        var targets = stackalloc float*[Inputs.Length];
        for (var source = 0; source < Inputs.Length; source++) targets[source] = OpenGradient(Inputs[source], image);
        for (var block = 0; block < Output.Blocks; block++)
        {
            Upstream.Write(Kernels, image, block, (0, Output.Pixels), workspace.Rows);
            foreach (var move in _moves[block])
            {
                if (targets[move.Source] is null) continue;
                var (step, count) = move.Elements(Output.Pixels, Kernels.Lanes);
                Strided.Add(workspace.Rows + move.ToLane, step,
                    targets[move.Source] + move.Block * Output.BlockStep + move.FromLane, step, count);
            }
        }
    }
}
