using System.Globalization;
using System.Text.Json;
using AerNas.Data.Batches;
using AerNas.Methods;
using AerNas.Schedules;
using AerNas.Spaces;

namespace AerNas.Tests.Parity;

/// <summary>The golden cases <c>method_schedules</c>: SDARTS' radius, RobustDARTS' drop path and cutout, epoch by epoch.</summary>
public sealed class MethodSchedulesParityTests
{
    private const double Tolerance = 1e-12; // the case's own: both sides compute in double precision

    [Fact]
    public void Schedules_OfSdartsAndRobustDarts_AreTheOfficialOnes()
    {
        foreach (var golden in GoldenDocuments.Of("method_schedules"))
        {
            var radius = SdartsRs.Method.Published(SearchSpace.Darts).Part<PerturbationOptions>().Radius;
            foreach (var (name, values) in Lists(golden.GetProperty("sdarts_epsilon")))
                Check(name, values, epoch => radius.At(new(epoch, values.Length)));
            foreach (var (name, values) in Lists(golden.GetProperty("robustdarts_drop_path")))
            {
                var schedule = new LineSchedule(0, double.Parse(name, CultureInfo.InvariantCulture), LineEnd.LastEpoch);
                Check(name, values, epoch => schedule.At(new(epoch, values.Length)));
            }

            foreach (var (name, values) in Lists(golden.GetProperty("robustdarts_cutout_probability")))
                Check(name, values, epoch => new Augmentation { CutoutEpochs = values.Length }.CutoutShare(epoch));
        }
    }

    /// <summary>The members that are lists; the others are notes.</summary>
    private static IEnumerable<(string Name, double[] Values)> Lists(JsonElement group) => group.EnumerateObject()
        .Where(member => member.Value.ValueKind == JsonValueKind.Array)
        .Select(member => (member.Name, member.Value.EnumerateArray().Select(value => value.GetDouble()).ToArray()));

    private static void Check(string name, double[] expected, Func<int, double> at)
    {
        for (var epoch = 0; epoch < expected.Length; epoch++)
            Assert.True(Math.Abs(expected[epoch] - at(epoch)) <= Tolerance, $"{name}, epoch {epoch}");
    }
}
