using System.Globalization;
using System.Text.Json;
using AerNas.Regularizers;
using AerNas.Schedules;

namespace AerNas.Tests.Parity;

/// <summary>The regularizer that an entry of a case's <c>lambdas</c> stands for.</summary>
internal static class GoldenRegularizer
{
    /// <summary>Of a fixed coefficient; none where the entry is null.</summary>
    internal static IArchitectureRegularizer Of(JsonElement lambda, EntropyOperations operations) => lambda.ValueKind == JsonValueKind.Null
        ? new NoRegularizer()
        : new ArchitectureEntropy(new ConstantSchedule(lambda.GetDouble()), operations);

    /// <summary>What the names of results call it.</summary>
    internal static string NameOf(JsonElement lambda) => lambda.ValueKind == JsonValueKind.Null
        ? "none"
        : lambda.GetDouble().ToString("R", CultureInfo.InvariantCulture);
}
