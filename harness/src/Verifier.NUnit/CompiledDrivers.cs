using Verifier.Engine.Planning;
using Verifier.Workers;
using Verifier.Workers.Loading;

namespace Verifier.NUnit;

/// <summary>Compiled drivers: those that a scenario names by their paths, or a test by its own.</summary>
internal static class CompiledDrivers
{
    /// <summary>The drivers that a scenario names.</summary>
    /// <exception cref="RefusalException">One does not exist or cannot be used, or this host runs none.</exception>
    public static IReadOnlyList<DriverUnderTest> NamedBy(ScenarioFile file, ScenarioScript script) =>
        [.. script.Scenario.Drivers.Where(entry => entry.IsBinary).SelectMany(entry => FilesOf(file, entry.Text)).Distinct().Select(Read)];

    /// <summary>The driver of a path that begins beside the test assembly or in a folder above it.</summary>
    /// <exception cref="RefusalException">There is no such file, it cannot be used, or this host runs none.</exception>
    public static DriverUnderTest At(string path) => ScenarioFile.At(path) is { } file
        ? Read(file.FullPath)
        : throw RefusalException.Request($"there is no driver {path} beside the test assembly or above it; build it, or mend the path");

    /// <summary>
    /// A driver with those that a scenario loads beside it: compiled ones by their paths, models of the driver's own assembly by their
    /// names.
    /// </summary>
    /// <exception cref="RefusalException">One does not exist or cannot be used.</exception>
    public static DriverUnderTest Beside(ScenarioFile file, ScenarioScript script, DriverUnderTest driver) =>
        new DriversBeside(Path.GetDirectoryName(file.FullPath)!, path => path, symbolFolders: null, () => DriverModels.BesideOf(driver)).Give(driver, script.Scenario);

    private static IReadOnlyList<string> FilesOf(ScenarioFile file, string entry) =>
        DriverPaths.Find(Path.GetDirectoryName(file.FullPath)!, entry) is { Count: > 0 } found
            ? found
            : throw RefusalException.Request($"{file.ShownPath}: no file matches '{entry}'; build the driver and name its .sys");

    private static DriverUnderTest Read(string path) => CompiledHost.Problem is { } problem
        ? throw RefusalException.Request(problem)
        : CompiledLoader.Describe(CompiledLoader.Read(path, path, symbolFolders: null));
}
