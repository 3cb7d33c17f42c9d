using AerNas.Export;
using AerNas.Methods;
using AerNas.Searching;
using AerNas.Spaces;
using AerNas.Training;

// Search: the published method made small, on your images (null takes those that come with AerNas).
var images = args.FirstOrDefault();
var options = MethodCatalog.Small(DartsV1.Method, SearchSpace.NasBench201);
options = options with { Data = options.Data with { Path = images } };
using var search = SearchRun.Start(options, "runs/my-search", TimeProvider.System);
var found = search.Run(new Progress<SearchProgress>(p => Console.Error.WriteLine($"{p.Position}: {p.Totals.MeanTrainLoss:0.000}")));
Console.WriteLine($"{found.Genotype}, {found.EntropyBits:0.00} bits");

// Train what was found from scratch; the model folder needs no other file.
var training = TrainingRecipes.Small(found.Genotype.Family, search.Dataset.Train.Count);
training = training with { Genotype = found.Genotype.ToString(), Data = training.Data with { Path = images } };
using var train = TrainRun.Start(training, "runs/my-training", TimeProvider.System);
var trained = train.Run();
Console.WriteLine($"test accuracy {trained.TestAccuracy:P1}");

// Use it.
using var model = ModelFolder.Load(trained.Model);
foreach (var prediction in model.Classify(args.Skip(1).ToArray()))
    Console.WriteLine($"{prediction.File}: {prediction.Class} ({prediction.Probability:P0})");
