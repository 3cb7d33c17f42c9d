using AerNas.Fuzzing;

namespace AerNas.Tests.Fuzzing;

/// <summary>The short form of the fuzz harness: every target it lists, by fixed seeds. CONTRIBUTING.md tells of the long one.</summary>
public sealed class FuzzTests
{
    public static TheoryData<string> Targets => [.. FuzzTargets.Names];

    [Theory]
    [MemberData(nameof(Targets))]
    public void Read_OfDamagedInput_EndsInAValueOrARefusal(string name) => FuzzTargets.With(name, target =>
    {
        var result = new Campaign(target, FuzzLimits.Shared).Run(0, target.ShortInputs);
        Assert.True(result.Findings.IsEmpty,
            string.Join('\n', result.Findings.Select(f => $"{name}, input {f.Number} ({f.Input.Name}): {f.Problem}")));
        Assert.Equal(target.ShortInputs, result.Inputs);
        Assert.InRange(result.Refused, 1, result.Inputs - 1); // neither is all of it refused at the door, nor is nothing damaged
        return true;
    });

    [Theory]
    [MemberData(nameof(Targets))]
    public void Input_OfANumber_IsAlwaysTheSame(string name)
    {
        var first = Inputs();
        Assert.Equal(first, Inputs());

        string[] Inputs() => FuzzTargets.With(name, target =>
            Enumerable.Range(0, 20).Select(number => Convert.ToHexString(new Campaign(target, FuzzLimits.Shared).Input(number).Bytes))
                .ToArray());
    }
}
