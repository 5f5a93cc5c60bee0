using System.Reflection;
using Verifier.Engine.Planning;
using Verifier.Scenarios;
using Verifier.Scenarios.Model;
using Verifier.Scenarios.Surroundings;

namespace Verifier.Acceptance.Library;

/// <summary>The planted defects that the program tries its oracles on, read as the program reads them.</summary>
internal static class Canaries
{
    private static readonly Assembly Home = Assembly.Load("Verifier.Canaries");

    /// <summary>
    /// Every canary script with each of its drivers that is a model, but for those that take control: they need a process of their own.
    /// </summary>
    public static IEnumerable<(ScenarioScript Script, DriverUnderTest Driver)> Cases()
    {
        var drivers = DriverCatalogue.Read(Home, "0");
        return
            from name in Home.GetManifestResourceNames().Order(StringComparer.Ordinal)
            let script = Read(name)
            where !script.Scenario.Expectations.Any(e => e.Finding == FindingKind.Uncontrolled)
            from driver in drivers
            where script.Scenario.Drivers.Any(s => s.Glob.Matches(driver.Name))
            select (script, driver);
    }

    private static ScenarioScript Read(string name)
    {
        using var stream = Home.GetManifestResourceStream(name)!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        var document = ScenarioReader.Read(name, bytes, KernelNames.Instance, new ScenarioFolder(AppContext.BaseDirectory));
        return new ScenarioScript(document.Scenario!, name, document.ContentHash);
    }
}
