using AerNas.Methods;
using AerNas.Spaces;

namespace AerNas.Tests.Methods;

/// <summary>What the catalogue tells of its methods; what they do is tested where they are run.</summary>
public sealed class MethodCatalogTests
{
    [Fact]
    public void About_OfEveryMethod_IsItsOwnAndComplete()
    {
        Assert.Distinct(MethodCatalog.All.Select(method => method.Name));
        Assert.Distinct(MethodCatalog.All.Select(method => method.Reference));
        Assert.Equal(MethodCatalog.All.Length,
            MethodCatalog.All.DistinctBy(method => method.About, ReferenceEqualityComparer.Instance).Count());
        Assert.All(MethodCatalog.All, method =>
        {
            Assert.DoesNotContain('\n', method.About.Difference);
            Assert.InRange(method.About.Difference.Length, 20, 160);
            Assert.All(method.Spaces, space => Assert.InRange(method.About.StepCost(space), 0.01, 100));
            Assert.All(method.Spaces,
                space => Assert.Equal((method.Name, space), (method.Published(space).Method, method.Published(space).Space)));
        });
    }

    [Fact]
    public void ThatDiffer_Gdas_AreItsEpochsAndItsTemperature()
    {
        var values = PublishedValues.ThatDiffer(Gdas.Method, SearchSpace.NasBench201);

        Assert.Equal(["gdas.temperature.first=10", "gdas.temperature.last=0.1", "search.epochs=250"],
            values.Select(v => $"{v.Key}={v.Value}"));
        Assert.Empty(PublishedValues.ThatDiffer(DartsV1.Method, SearchSpace.NasBench201));
    }
}
