using System.Collections.Immutable;
using System.Reflection;
using Verifier.Engine.Planning;
using Verifier.Scenarios;
using Verifier.Scenarios.Model;
using Verifier.Scenarios.Surroundings;
using Verifier.Workers.Loading;

namespace Verifier.Cli.Canaries;

/// <summary>A planted defect that the oracles must find, and the driver without one in which they must find nothing.</summary>
/// <param name="Script">What is done to both; its <c>expect:</c> names the finding.</param>
/// <param name="Flawed">The driver with the defect.</param>
/// <param name="Sound">The driver without one.</param>
internal sealed record Canary(ScenarioScript Script, DriverUnderTest Flawed, DriverUnderTest Sound)
{
    private const string SoundName = "canary-sound", CompiledSuffix = "-c", CompiledFolder = "canaries";

    /// <summary>True if its driver is a compiled one.</summary>
    public bool IsCompiled => Flawed.IsCompiled;

    /// <summary>Must it run in a worker process? A compiled driver must, and one that takes control from the harness.</summary>
    public bool NeedsWorker => IsCompiled || Script.Scenario.Expectations.Any(e => e.Finding == FindingKind.Uncontrolled);

    /// <summary>The canaries of this version, by name.</summary>
    public static ImmutableArray<Canary> All()
    {
        var assembly = typeof(Verifier.Canaries.CanarySound).Assembly;
        var drivers = DriverCatalogue.Read(assembly, BuildIdentity.Of(assembly, File.OpenRead)).Concat(Compiled(assembly)).ToDictionary(driver => driver.Name);
        return
        [
            .. assembly.GetManifestResourceNames().Order(StringComparer.Ordinal).Select(name => Make(Read(assembly, name), drivers)),
        ];
    }

    private static Canary Make(ScenarioScript script, Dictionary<string, DriverUnderTest> drivers)
    {
        var flawed = drivers[script.Scenario.Name];
        return new Canary(script, flawed, drivers[flawed.IsCompiled ? SoundName + CompiledSuffix : SoundName]);
    }

    private static IEnumerable<DriverUnderTest> Compiled(Assembly assembly) =>
        Directory.EnumerateFiles(Path.Combine(Path.GetDirectoryName(assembly.Location)!, CompiledFolder), "*" + CompiledLoader.Extension)
            .Select(path => CompiledLoader.Describe(CompiledLoader.Read(path, path, symbolFolders: [])));

    private static ScenarioScript Read(Assembly assembly, string name)
    {
        using var stream = assembly.GetManifestResourceStream(name)!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);

        // The scripts come with the program: one with an error is no user's.
        var document = ScenarioReader.Read(name, bytes, KernelNames.Instance, new ScenarioFolder(AppContext.BaseDirectory));
        var scenario = document.Scenario ?? throw new InvalidOperationException(string.Join('\n', document.Diagnostics));
        return new ScenarioScript(scenario, name, document.ContentHash);
    }
}
