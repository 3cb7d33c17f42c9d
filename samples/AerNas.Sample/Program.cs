using AerNas.Data;
using AerNas.Export;
using AerNas.Methods;
using AerNas.Searching;
using AerNas.Searching.Deriving;
using AerNas.Spaces;
using AerNas.Training;

// Search: a published method made small, on your images (null takes those that come with AerNas).
var images = DatasetSource.Open(args.FirstOrDefault());
var options = MethodCatalog.Small(DartsV1.Method, SearchSpace.NasBench201);
using var search = SearchRun.Start(options, "runs/my-search", TimeProvider.System, images);
var found = search.Run(new Progress<SearchProgress>(p => Console.Error.WriteLine($"{p.Position}: {p.Totals.MeanTrainLoss:0.000}")));
Console.WriteLine($"found {found.Genotype}, {found.EntropyBits:0.00} bits");

// Derive it again from the alphas that the search recorded, with one skip connection at most.
var (genotype, epoch) = Derivation.Of("runs/my-search", new DerivationOptions { MaxSkips = 1 });
Console.WriteLine($"derived {genotype} from epoch {epoch + 1}");

// Train that from scratch; the model folder needs no other file.
var training = TrainingRecipes.Small(genotype.Space, images.Train.Count) with { Genotype = genotype.ToString() };
using var train = TrainRun.Start(training, "runs/my-training", TimeProvider.System, images);
var trained = train.Run();
Console.WriteLine($"test accuracy {trained.TestAccuracy:P1}");

// Use it.
using var model = ModelFolder.Load(trained.Model);
foreach (var prediction in model.Classify(args.Skip(1).ToArray()))
    Console.WriteLine($"{prediction.File}: {prediction.Class} ({prediction.Probability:P0})");
