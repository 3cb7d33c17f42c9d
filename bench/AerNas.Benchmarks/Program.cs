using System.CommandLine;
using AerNas.Benchmarks.Comparisons;
using AerNas.Benchmarks.Kernels;
using AerNas.Benchmarks.Methods;
using AerNas.Benchmarks.Networks;
using AerNas.Benchmarks.Pictures;
using AerNas.Benchmarks.Soak;
using AerNas.Benchmarks.Steps;
using AerNas.Benchmarks.Sweeps;
using AerNas.Benchmarks.Tabular;
using AerNas.Runtime;

NativeRuntime.EnsureLoaded();
var root = new RootCommand("Times AerNas. Results are ratios of things measured in one run on one machine; see bench/results.")
{
    StepCommand.Create(),
    NetworkCommand.Create(),
    CompareCommand.Create(),
    SweepCommand.Create(),
    MethodsCommand.Create(),
    KernelsCommand.Create(),
    TabularBenchmarkCommand.Create(),
    SoakCommand.Create(),
    PicturesCommand.Create(),
};
return root.Parse(args).Invoke();
