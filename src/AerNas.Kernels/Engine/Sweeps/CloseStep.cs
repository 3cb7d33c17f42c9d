namespace AerNas.Kernels.Engine;

/// <summary>Backward: the gradient of a map is complete. What came through ReLUs is masked and joins the rest, and the sums that the norm
/// needs are taken while it is in the cache.</summary>
internal sealed unsafe class CloseStep(Operation operation) : Step
{
    private readonly FeatureMap _map = operation.Output;

    public override IEnumerable<FeatureMap> Gradients => [_map];

    public override IEnumerable<FeatureMap> Maps => [_map];

    public override IEnumerable<IStageSums> Sums => _map.Views[0].Centered is { } centered ? [centered] : [];

    public override bool IsActive => _map.RequiresGradient;

    public override void Foretell(Pass pass, StageMemory memory)
    {
        if (_map.Rectified is { FirstWriter: not null } rectified) memory.Add(rectified.Data, _map.ImageStep);
        memory.Add(_map.FinalGradient.Data, _map.ImageStep);
        memory.Add(_map);
    }

    public override void Run(Pass pass, int image, Workspace workspace)
    {
        var (view, kernels) = (_map.Views[0], operation.Kernels);
        float* final = _map.FinalGradient.Image(image), data = _map.Image(image);
        for (var block = 0; block < _map.Blocks; block++, final += _map.BlockStep, data += _map.BlockStep)
        {
            var affine = view.Affine.From(block * _map.Lanes);
            if (_map.Rectified is { FirstWriter: not null } rectified)
            {
                var through = rectified.Image(image) + block * _map.BlockStep;
                if (_map.Gradient is { FirstWriter: not null }) kernels.MaskAdd(through, data, affine, final, _map.Pixels);
                else kernels.Mask(through, data, affine, final, _map.Pixels);
            }

            if (_map.GradientTotal is { } total) kernels.Total(final, _map.Pixels, total.Open(image, block));
            if (view.Centered is { } centered)
                kernels.Products(final, data, view.Center.From(block * _map.Lanes), _map.Pixels, centered.Open(image, block));
        }
    }

    public override void Finish(Pass pass, StageScratch scratch)
    {
        _map.GradientTotal?.Complete(scratch.Images);
        _map.Views[0].Centered?.Complete(scratch.Images);
    }
}
