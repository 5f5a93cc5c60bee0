using NUnit.Framework;
using Verifier.Drivers.ArrayCache;
using Verifier.NUnit;

namespace Sample.DriverTests;

public sealed class ArrayCacheTests
{
    [ScenarioFiles("scenarios/fast/**", DriversOf = typeof(ArrayCacheSwap), Driver = "array-cache-*")]
    public void Scenario(ScenarioCase scenario) => Assert.That(scenario, Does.GoAsExpected);

    [TestCase(typeof(ArrayCacheSwap))]
    [TestCase(typeof(ArrayCacheStatic))]
    [TestCase(typeof(ArrayCacheLookaside))]
    public void Update_survives_low_memory(Type driver) =>
        Assert.That(driver, Does.SurviveEveryAllocationFailure.In("scenarios/fast/update-array.yaml"));
}
