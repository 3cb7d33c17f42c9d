using System.Text.Json;
using AerNas.Schedules;

namespace AerNas.Tests.Parity;

/// <summary>A coefficient for each epoch, as a case lists them.</summary>
internal sealed class ListedCoefficients(JsonElement values) : ISchedule
{
    public double At(EpochProgress progress) => values[progress.Epoch].GetDouble();
}
