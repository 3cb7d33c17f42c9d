using System.Text.Json;
using AerNas.Methods;
using AerNas.Schedules;

namespace AerNas.Tests.Parity;

/// <summary>
/// The golden cases <c>schedules</c>. Of the three columns a DARTS learning rate has there, torch 1.0 is the one that official-semantics 40
/// follows; that of torch 1.13 is the same schedule one epoch further.
/// </summary>
public sealed class SchedulesParityTests
{
    private const double Tolerance = 1e-12; // the case's own: both sides compute in double precision

    [Fact]
    public void Schedules_OfEveryScript_AreTheOfficialOnes()
    {
        foreach (var golden in GoldenDocuments.Of("schedules"))
        {
            CheckEach(golden.GetProperty("entropy_reg_lambda"), CheckLambda);
            CheckEach(golden.GetProperty("weight_lr"), CheckWeightRate);
            CheckEach(golden.GetProperty("nb201_lr"), CheckPeriodicRate);
            CheckImageNetRates(golden.GetProperty("imagenet_eval_lr"));
            CheckSkipDropout(golden.GetProperty("pdarts_skip_dropout"));
            CheckEach(golden.GetProperty("drop_path_probability"), CheckDropPath);
            CheckTemperature(golden.GetProperty("gdas_tau"));
        }
    }

    private static void CheckLambda(JsonElement script)
    {
        var values = Numbers(script, "values");
        var start = Array.FindIndex(values, value => value != 0); // where the script begins to move alpha; stated in words only
        if (script.TryGetProperty("eps_no_arch", out var stated)) Assert.Equal(stated.GetInt32(), start);
        var schedule = new CosineSchedule(-0.2, 0.2);
        Check(values, epoch => epoch < start ? 0 : schedule.At(new EpochProgress(epoch - start, values.Length - start)));
    }

    private static void CheckWeightRate(JsonElement script)
    {
        var schedule = new CosineSchedule(Number(script, "base_lr"), Number(script, "eta_min"));
        var epochs = script.GetProperty("epochs").GetInt32();
        Check(Numbers(script, "lr_used_in_epoch_torch_1_0"), epoch => schedule.At(new EpochProgress(epoch, epochs)));
        Check(Numbers(script, "lr_used_in_epoch_torch_1_13"), epoch => schedule.At(new EpochProgress(epoch + 1, epochs)));
    }

    private static void CheckPeriodicRate(JsonElement script)
    {
        var schedule = new CosineSchedule(Number(script, "base_lr"), Number(script, "eta_min"), script.GetProperty("T_max").GetInt32());
        Check(Numbers(script, "lr"), epoch => schedule.At(new EpochProgress(epoch, script.GetProperty("epochs").GetInt32())));
    }

    private static void CheckImageNetRates(JsonElement golden)
    {
        const int WarmUpEpochs = 5; // stated in words only
        var (rate, epochs) = (Number(golden, "base_lr"), golden.GetProperty("epochs").GetInt32());
        foreach (var (form, schedule) in new (string, ISchedule)[] { ("linear", new TailedLineSchedule(rate)),
            ("cosine", new CosineSchedule(rate)) })
        {
            Check(Numbers(golden, $"{form}_before_warmup"), epoch => schedule.At(new EpochProgress(epoch, epochs)));
            Check(Numbers(golden, $"pdarts_{form}"), epoch => new WarmUpSchedule(schedule, WarmUpEpochs)
                .At(new EpochProgress(epoch, epochs)));
            Check(Numbers(golden, $"pcdarts_{form}"), epoch => new WarmUpSchedule(schedule, WarmUpEpochs, rate)
                .At(new EpochProgress(epoch, epochs)));
        }

        var steps = Numbers(golden.GetProperty("quark0"), "lr");
        Check(steps, epoch => new StepSchedule(steps[0]).At(new EpochProgress(epoch, steps.Length)));
    }

    private static void CheckSkipDropout(JsonElement golden)
    {
        var (epochs, warmUp, decay) = (golden.GetProperty("epochs").GetInt32(), golden.GetProperty("eps_no_arch")
            .GetInt32(), Number(golden, "scale_factor"));
        foreach (var stage in golden.GetProperty("p").EnumerateObject())
        {
            var schedule =
                new SkipDropoutSchedule(double.Parse(stage.Name, System.Globalization.CultureInfo.InvariantCulture), warmUp, decay);
            Check(Numbers(golden.GetProperty("p"), stage.Name), epoch => schedule.At(new EpochProgress(epoch, epochs)));
        }
    }

    private static void CheckDropPath(JsonElement script) =>
        Check(Numbers(script, "values"), epoch => new LineSchedule(0, Number(script, "maximum"), LineEnd.AfterLastEpoch)
            .At(new EpochProgress(epoch, script.GetProperty("epochs").GetInt32())));

    private static void CheckTemperature(JsonElement golden)
    {
        var schedule = new LineSchedule(Number(golden, "tau_max"), Number(golden, "tau_min"), LineEnd.LastEpoch);
        Check(Numbers(golden, "values"), epoch => schedule.At(new EpochProgress(epoch, golden.GetProperty("epochs").GetInt32())));
    }

    /// <summary>Checks the members that are objects; the others are notes.</summary>
    private static void CheckEach(JsonElement group, Action<JsonElement> check)
    {
        var scripts = group.EnumerateObject().Where(member => member.Value.ValueKind == JsonValueKind.Object).ToArray();
        Assert.NotEmpty(scripts);
        foreach (var script in scripts) check(script.Value);
    }

    private static void Check(double[] expected, Func<int, double> at)
    {
        Assert.NotEmpty(expected);
        for (var epoch = 0; epoch < expected.Length; epoch++) Assert.Equal(expected[epoch], at(epoch), Tolerance);
    }

    private static double Number(JsonElement golden, string name) => golden.GetProperty(name).GetDouble();

    private static double[] Numbers(JsonElement golden, string name) =>
        [.. golden.GetProperty(name).EnumerateArray().Select(value => value.GetDouble())];
}
