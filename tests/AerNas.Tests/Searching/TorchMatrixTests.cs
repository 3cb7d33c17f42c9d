using AerNas.Methods;

namespace AerNas.Tests.Searching;

/// <summary>The matrix of the spaces that Torch computes, which shares its threads with all that runs in the process.</summary>
[Collection(AloneCollection.Name)]
public sealed class TorchMatrixTests
{
    public static TheoryData<string, string, EntropySchedule> Matrix => MethodMatrixTests.MatrixOf(fused: false);

    [Theory]
    [MemberData(nameof(Matrix))]
    public void Search_OfTheMatrix_BrokenOffAndWatched_EndsInTheSameBytesAndAValidCell(
        string method, string space, EntropySchedule entropy) =>
        new MethodMatrixTests().Search_OfTheMatrix_BrokenOffAndWatched_EndsInTheSameBytesAndAValidCell(method, space, entropy);
}
