namespace AerNas.Runtime;

/// <summary>A small network that is trained for a while, to see that gradients flow and how fast.</summary>
internal static class TrainingProbe
{
    private const int Batch = 16;
    private const int Channels = 16;
    private const int Size = 32;
    private const int Classes = 10;
    private const double LearningRate = 0.05;

    /// <summary>Trains on made-up images until the time is over, three steps at least.</summary>
    /// <returns>Steps a second after the first, and the last loss.</returns>
    public static (double StepsPerSecond, double Loss) Run(TimeProvider clock, TimeSpan duration, CancellationToken cancellation)
    {
        const int leastSteps = 3;
        using var scope = NewDisposeScope();
        using var generator = RandomStreams.Create(seed: 0, "doctor");
        var images = randn([Batch, 3, Size, Size], generator: generator); // [N, 3, H, W]
        var labels = Tensors.Range(Batch).Modulo(Classes); // [N]
        Tensor[] weights =
        [
            randn([Channels, 3, 3, 3], generator: generator).Times(0.2).requires_grad_(true),
            randn([Channels, Classes], generator: generator).Times(0.2).requires_grad_(true), // [C, K]
        ];

        var loss = Step(images, labels, weights); // the first prepares caches and is not timed
        var start = clock.GetTimestamp();
        var steps = 0;
        while (steps < leastSteps || clock.GetElapsedTime(start) < duration)
        {
            cancellation.ThrowIfCancellationRequested();
            loss = Step(images, labels, weights);
            steps++;
        }

        return (steps / Math.Max(clock.GetElapsedTime(start).TotalSeconds, 1e-9), loss);
    }

    private static double Step(Tensor images, Tensor labels, Tensor[] weights)
    {
        using var scope = NewDisposeScope();
        var features = nn.functional.conv2d(images, weights[0], padding: [1, 1]).relu().mean([2, 3]); // [N, C]
        var loss = nn.functional.cross_entropy(Shapes.MatMul(features, weights[1]), labels);
        var gradients = autograd.grad([loss], weights, allow_unused: true);
        using (no_grad())
        {
            foreach (var (weight, gradient) in weights.Zip(gradients)) weight.sub_(gradient.Times(LearningRate));
        }

        return loss.item<float>();
    }
}
