using System.Collections.Immutable;
using System.Reflection;
using Verifier.Engine.Planning;
using Verifier.Scenarios;
using Verifier.Scenarios.Surroundings;
using Verifier.Tests.Tidy;

namespace Verifier.Tests.Engine.Replay;

/// <summary>
/// Random plans: a scenario of the library, one of its drivers, a seed and up to three fault points, all drawn from one seed.
/// </summary>
internal sealed class PlanSource(int seed)
{
    private const int MostPoints = 3;
    private const int HighestOrdinal = 40;

    private static readonly IReadOnlyList<DriverUnderTest> Drivers = DriverCatalogue.Read(Assembly.Load("Verifier.Drivers"), "0");

    private static readonly ImmutableArray<(ScenarioScript Script, DriverUnderTest Driver)> Pairs =
    [
        .. from path in Tree.Paths
           where path.StartsWith("scenarios/", StringComparison.Ordinal) && path.EndsWith(".yaml", StringComparison.Ordinal)
           let script = Read(path)
           from driver in Drivers
           where script.Scenario.Drivers.Any(s => s.Glob.Matches(driver.Name))
           select (script, driver),
    ];

    private readonly Random _random = new(seed);

    /// <summary>The plan of a scenario of the library as it stands.</summary>
    public static Plan Make(string scenario, string driver, ImmutableArray<FaultPointRef> points = default)
    {
        var pair = Pairs.Single(p => p.Script.Scenario.Name == scenario && p.Driver.Name == driver);
        return Planner.Make(pair.Script, pair.Driver, variation: Variation.None with { Points = points.IsDefault ? [] : points });
    }

    /// <summary>The next plans.</summary>
    public IReadOnlyList<Plan> Take(int count) => [.. Enumerable.Range(0, count).Select(_ => Next())];

    private Plan Next()
    {
        var (script, driver) = Pairs[_random.Next(Pairs.Length)];
        var ordinals = Enumerable.Range(0, _random.Next(MostPoints + 1)).Select(_ => _random.NextInt64(1, HighestOrdinal + 1)).Distinct();
        return Planner.Make(
            script,
            driver,
            (ulong)_random.NextInt64(),
            Variation.None with { Points = [.. ordinals.Order().Select(o => new FaultPointRef(o, _random.Next(4) == 0))] });
    }

    private static ScenarioScript Read(string path)
    {
        var full = Path.Combine(Tree.Root, path);
        var document = ScenarioReader.Read(path, File.ReadAllBytes(full), KernelNames.Instance, new ScenarioFolder(Path.GetDirectoryName(full)!));
        var scenario = document.Scenario ?? throw new InvalidOperationException(string.Join('\n', document.Diagnostics));
        return new ScenarioScript(scenario, path, document.ContentHash);
    }
}
