using System.Reflection;
using Verifier.Engine.Planning;
using Verifier.Scenarios;
using Verifier.Scenarios.Model;
using Verifier.Scenarios.Surroundings;

namespace Verifier.Acceptance.Library;

/// <summary>The scenario library and the driver models, as the main job takes them.</summary>
internal static class ScenarioLibrary
{
    /// <summary>The driver models of this repository, by name.</summary>
    public static IReadOnlyList<DriverUnderTest> Drivers { get; } = DriverCatalogue.Read(Assembly.Load("Verifier.Drivers"), "0");

    /// <summary>
    /// Every script below <c>scenarios/</c> whose drivers are models, in ordinal order of its path. Compiled drivers run in workers only, so their
    /// scripts are run through the command line.
    /// </summary>
    public static IReadOnlyList<string> Paths { get; } =
    [
        .. Directory.EnumerateFiles(Repository.Path("scenarios"), "*.yaml", SearchOption.AllDirectories)
            .Select(p => Path.GetRelativePath(Repository.Root, p).Replace('\\', '/'))
            .Where(p => !p.StartsWith("scenarios/compiled/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>Reads a script; its diagnostics fail the test.</summary>
    public static ScenarioScript Read(string path)
    {
        var full = Repository.Path(path);
        var document = ScenarioReader.Read(path, File.ReadAllBytes(full), KernelNames.Instance, new ScenarioFolder(Path.GetDirectoryName(full)!));
        Assert.That(document.Diagnostics, Is.Empty, path);
        return new ScenarioScript(document.Scenario!, path, document.ContentHash);
    }

    /// <summary>The drivers that a script selects.</summary>
    public static IEnumerable<DriverUnderTest> DriversOf(Scenario scenario) =>
        Drivers.Where(d => scenario.Drivers.Any(s => s.Glob.Matches(d.Name)));

    /// <summary>Every (script, driver) of the library.</summary>
    public static IEnumerable<TestCaseData> Cases() =>
        from path in Paths
        let script = Read(path)
        from driver in DriversOf(script.Scenario)
        select new TestCaseData(path, driver.Name).SetName($"{driver.Name} / {script.Scenario.Name}");
}
