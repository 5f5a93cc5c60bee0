using Verifier.Engine.Planning;
using Verifier.Workers.Loading;

namespace Verifier.Acceptance.Library.Compiled;

/// <summary>The scripts of compiled drivers with the drivers that they name, and the C# models that those are translations of.</summary>
internal static class CompiledLibrary
{
    private const string Folder = "scenarios/compiled", Suffix = "-c";

    /// <summary>The drivers that scripts name, by name; each file is read once.</summary>
    private static readonly Dictionary<string, DriverUnderTest> s_drivers = [];

    /// <summary>The scripts, in ordinal order of their paths.</summary>
    public static IReadOnlyList<string> Paths { get; } =
    [
        .. Directory.EnumerateFiles(Repository.Path(Folder), "*.yaml")
            .Select(path => $"{Folder}/{Path.GetFileName(path)}")
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>Ignores the test where compiled drivers do not run.</summary>
    public static void NeedsHost()
    {
        if (CompiledHost.Problem is { } problem)
        {
            Assert.Ignore(problem);
        }
    }

    /// <summary>Every script with each of its drivers.</summary>
    public static IEnumerable<(ScenarioScript Script, DriverUnderTest Driver)> Cases() =>
        from path in Paths
        let script = ScenarioLibrary.Read(path)
        from driver in DriversOf(script)
        select (script, Beside.Give(driver, script.Scenario));

    // The drivers that scripts load beside the one under test.
    private static DriversBeside Beside { get; } = new(Repository.Path(Folder), file => file, symbolFolders: [], () => ScenarioLibrary.Drivers);

    /// <summary>
    /// The script and the model of which these are translations: both have the same name without <c>-c</c>. Null when there is no such model,
    /// or no such script. A script for a system of 32 bits is taken to the binary's.
    /// </summary>
    public static (ScenarioScript Script, DriverUnderTest Driver)? ModelOf(ScenarioScript script, DriverUnderTest driver)
    {
        var path = ScenarioLibrary.Paths.FirstOrDefault(p => Path.GetFileNameWithoutExtension(p) + Suffix == script.Scenario.Name);
        var model = ScenarioLibrary.Drivers.FirstOrDefault(d => d.Name + Suffix == driver.Name);
        return path is null || model is null ? null : (OnSystemOf(script, ScenarioLibrary.Read(path)), model);
    }

    private static ScenarioScript OnSystemOf(ScenarioScript binary, ScenarioScript model)
    {
        var profile = binary.Scenario.System.Profile;
        return model.Scenario.System.Profile == profile ? model : model with
        {
            Scenario = model.Scenario with { System = model.Scenario.System with { Profile = profile } },
            Path = $"{model.Path} on {profile}",
        };
    }

    private static IEnumerable<DriverUnderTest> DriversOf(ScenarioScript script) =>
        from selection in script.Scenario.Drivers
        from path in DriverPaths.Find(Repository.Path(Folder), selection.Text)
        select Read(path);

    private static DriverUnderTest Read(string path)
    {
        var name = CompiledLoader.NameOf(path);
        if (!s_drivers.TryGetValue(name, out var driver))
        {
            driver = CompiledLoader.Describe(CompiledLoader.Read(path, path, symbolFolders: []));
            s_drivers.Add(name, driver);
        }

        return driver;
    }
}
