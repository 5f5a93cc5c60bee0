using System.Collections.Immutable;
using System.Reflection;
using System.Text;
using Verifier.Engine.Planning;
using Verifier.Scenarios;
using Verifier.Scenarios.Model;
using Verifier.Scenarios.Surroundings;

namespace Verifier.Fuzzing;

/// <summary>What fuzzers start from: the scripts of the repository and its driver models.</summary>
internal static class Library
{
    private const string Solution = "Verifier.sln";

    /// <summary>The root of the repository that this program was built in.</summary>
    public static string Root { get; } = Find(new DirectoryInfo(AppContext.BaseDirectory));

    /// <summary>The driver models.</summary>
    public static IReadOnlyList<DriverUnderTest> Drivers { get; } = DriverCatalogue.Read(Assembly.Load("Verifier.Drivers"), "0");

    /// <summary>Names of drivers with a planted defect.</summary>
    public static ImmutableHashSet<string> Flawed { get; } =
    [
        .. Directory.EnumerateFiles(Path.Combine(Root, "drivers-under-test"), "defects.yaml", SearchOption.AllDirectories)
            .SelectMany(File.ReadLines).Where(line => line.Contains("driver:", StringComparison.Ordinal))
            .Select(line => line[(line.IndexOf("driver:", StringComparison.Ordinal) + 7)..].Split(',', '}')[0].Trim()),
    ];

    /// <summary>The scripts: path and text.</summary>
    public static ImmutableArray<(string Path, string Text)> Scripts { get; } =
    [
        .. Directory.EnumerateFiles(Path.Combine(Root, "scenarios"), "*.yaml", SearchOption.AllDirectories)
            .Where(path => !path.EndsWith("known-findings.yaml", StringComparison.Ordinal)).Order(StringComparer.Ordinal)
            .Select(path => (path, File.ReadAllText(path))),
    ];

    /// <summary>Their bytes.</summary>
    public static byte[][] Bytes { get; } = [.. Scripts.Select(script => Encoding.UTF8.GetBytes(script.Text))];

    /// <summary>Reads a text as a script of the library.</summary>
    public static ScenarioDocument Read(string path, ReadOnlySpan<byte> bytes) =>
        ScenarioReader.Read(path, bytes, KernelNames.Instance, new ScenarioFolder(Path.GetDirectoryName(path)!));

    /// <summary>The drivers that a scenario selects.</summary>
    public static IEnumerable<DriverUnderTest> DriversOf(Scenario scenario) => Drivers.Where(d => scenario.Drivers.Any(entry => entry.Glob.Matches(d.Name)));

    private static string Find(DirectoryInfo? folder) => folder is null ? throw new DirectoryNotFoundException($"there is no {Solution} above this program")
        : File.Exists(Path.Combine(folder.FullName, Solution)) ? folder.FullName : Find(folder.Parent);
}
