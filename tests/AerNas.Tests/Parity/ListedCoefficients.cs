using System.Text.Json;
using AerNas.Regularizers;

namespace AerNas.Tests.Parity;

/// <summary>A coefficient for each epoch, as a case lists them.</summary>
internal sealed class ListedCoefficients(JsonElement values) : ICoefficientSchedule
{
    public double At(EpochProgress progress) => values[progress.Epoch].GetDouble();
}
