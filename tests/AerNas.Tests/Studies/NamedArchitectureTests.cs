using AerNas.Genotypes;
using AerNas.Options;
using AerNas.Studies;
using AerNas.Tests.Training;
using AerNas.Training;
using AerNas.Zoo;

namespace AerNas.Tests.Studies;

/// <summary>Studies of architectures that are named, not searched.</summary>
public sealed class NamedArchitectureTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Run_OfTwoSpaces_TrainsEachWithEachSeedAsTrainDoes()
    {
        var study = StudyRun.Start(Options(seeds: 2), _folder["study"], TimeProvider.System);
        Finish(study);

        Assert.Equal(["bench 0", "cells 0", "bench 1", "cells 1"], study.Runs.Select(run => $"{run.Setting} {run.Seed}"));
        using (var alone = TrainRun.Start(Alike(SmallTraining.Darts) with { Training = Training(seed: 1) }, _folder["alone"],
            TimeProvider.System))
            alone.Run(cancellation: TestContext.Current.CancellationToken);
        Assert.Equal(File.ReadAllBytes(_folder["alone/model/model.safetensors"]),
            File.ReadAllBytes(Path.Combine(study.Directory.TrainingPath(study.Runs[3]), "model/model.safetensors")));
        Assert.Equal(["bench", "cells"], StudyLatency.Load(study.Directory).Keys);
    }

    [Fact]
    public void Resume_StoppedInATraining_EndsAsAnUnbrokenStudyAndMeasuresOnce()
    {
        Finish(StudyRun.Start(Options(seeds: 1), _folder["unbroken"], TimeProvider.System));
        BrokenStudy.Stop(StudyRun.Start(Options(seeds: 1), _folder["broken"], TimeProvider.System),
            progress => progress.Active.Any(run => run.Epoch == 2));
        Finish(StudyRun.Resume(_folder["broken"], TimeProvider.System));

        BrokenStudy.AssertSame(_folder["unbroken"], _folder["broken"]);
        var measured = File.ReadAllText(_folder["broken/latency.json"]);
        Finish(StudyRun.Resume(_folder["broken"], TimeProvider.System));
        Assert.Equal(measured, File.ReadAllText(_folder["broken/latency.json"]));
    }

    [Fact]
    public void Trainings_OfCellsAndOfAListOfLayers_HaveEachTheirWidth()
    {
        var list = GenotypeZoo.Find("ResNet_20");
        var alike = Alike(SmallTraining.Darts) with
        {
            Network = new NetworkOptions { Channels = 2, Layers = 3, AuxiliaryHead = AuxiliaryHead.Official },
        };

        var plan = new StudyPlan(StudyOptions.Of([new() { Name = list.Name, Genotype = list.Genotype },
            Architecture("cells", SmallTraining.Darts)], alike, [0]));

        Assert.Equal([(16, AuxiliaryHead.None, "ResNet_20"), (2, AuxiliaryHead.Official, null)], plan.Runs.Select(run =>
        {
            var training = plan.TrainingOf(run)!;
            return (training.Network.Channels, training.Network.AuxiliaryHead, training.GenotypeName);
        }));
    }

    [Fact]
    public void Start_ArchitecturesThatCannotBeCompared_AreAllToldAndNothingIsWritten()
    {
        var options = Options(seeds: 1);
        var (bench, cells) = (options.Architectures![0], options.Architectures[1]);
        Refused(options with { Architectures = [bench, bench with { Name = "again" }, new() { Name = "random", Genotype = "Genotype(" }] },
            "architectures[1]: again is the same architecture as bench", "architectures[2].name", "architectures[2].genotype");
        Refused(options with { Architectures = [bench, cells with { Name = "bench" }] }, "names one of them twice: bench");
        Refused(options with { Architectures = [] }, "architectures: needs at least one");
        Refused(options with { Training = null }, "training: is needed");
        var shallow = StudyOptions.Of(options.Architectures, Alike(SmallTraining.NasBench201) with
        {
            Network = new NetworkOptions { Channels = 2, Cells = 1, Layers = 0 },
        }, [0]);
        Refused(shallow, "training.network.layers", "(of cells)");
    }

    private void Refused(StudyOptions options, params string[] parts)
    {
        var message = Assert.Throws<InvalidOptionsException>(
            () => StudyRun.Start(options, _folder["study"], TimeProvider.System)).Message;
        Assert.All(parts, part => Assert.Contains(part, message, StringComparison.Ordinal));
        Assert.False(Directory.Exists(_folder["study"]));
    }

    private StudyOptions Options(int seeds) => StudyOptions.Of(
        [Architecture("bench", SmallTraining.NasBench201), Architecture("cells", SmallTraining.Darts)],
        Alike(SmallTraining.NasBench201), [.. Enumerable.Range(0, seeds)]);

    private static StudyArchitecture Architecture(string name, string space) =>
        new() { Name = name, Genotype = SmallTraining.GenotypeOf(space).ToString() };

    private TrainingOptions Alike(string space) => SmallTraining.OnNoise(_folder, SmallTraining.GenotypeOf(space)) with
    {
        Training = Training(seed: 0),
    };

    private static TrainingPhaseOptions Training(int seed) => new() { Epochs = 2, BatchSize = 32, Seed = seed };

    private static void Finish(StudyRun study) => study.Run(1, cancellation: TestContext.Current.CancellationToken);
}
