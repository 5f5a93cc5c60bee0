using System.Text;
using System.Text.RegularExpressions;
using Verifier.Engine.Execution;
using Verifier.Engine.Exploration;
using Verifier.Engine.Planning;
using Verifier.Scenarios.Model;

namespace Verifier.Fuzzing;

/// <summary>
/// Random valid scenarios for drivers that are right: other requests, faults, options of Driver Verifier and seeds than the library's. What a script itself
/// states (checks and statuses) holds of the script as it is, and says nothing here.
/// </summary>
internal sealed partial class ScenarioFuzzer : IFuzzer
{
    private const int MostTries = 200;

    private static readonly string[] s_calls = ["all", "pool", "mdl", "irp", "map", "object", "ExAllocatePoolWithTag", "ExAllocatePool2", "IoAllocate*"];
    private static readonly string[] s_options =
        ["verifier: standard", "verifier: [special-pool]", "verifier: [pool-tracking, force-irql-checking]", "verifier: [special-pool, pool-tracking, io-verification]", "verifier: { low-resources: { probability: 10%, delay: 0s } }"];

    private static readonly string[] s_phases = ["driver-entry", "add-device", "start-device", "dispatch", "unload"];

    // Library scripts of which every driver that is right passes, with those drivers.
    private readonly List<(string Path, string Text, DriverUnderTest Driver)> _seeds = [];
    private readonly ScenarioRunner _runner = new();

    /// <summary>Looks which scripts have a driver that is right.</summary>
    public ScenarioFuzzer()
    {
        foreach (var (path, text) in Library.Scripts)
        {
            var document = Library.Read(path, Encoding.UTF8.GetBytes(text));
            _seeds.AddRange(Library.DriversOf(document.Scenario!).Where(driver => !Library.Flawed.Contains(driver.Name)).Select(driver => (path, text, driver)));
        }
    }

    /// <inheritdoc/>
    public string Oracle => "A driver that is right has no finding in a random valid scenario, and the run ends";

    /// <inheritdoc/>
    public string? TryOne(Random dice)
    {
        for (var i = 0; i < MostTries; i++)
        {
            var (path, text, driver) = _seeds[dice.Next(_seeds.Count)];
            var mutant = Varied(text, dice);
            var document = Library.Read(path, Encoding.UTF8.GetBytes(mutant));
            if (document.Scenario is { } scenario)
            {
                return Judge(new ScenarioScript(scenario, path, document.ContentHash), driver, mutant);
            }
        }

        return "no valid scenario was made";
    }

    /// <inheritdoc/>
    public void Dispose() => _runner.Dispose();

    private string? Judge(ScenarioScript script, DriverUnderTest driver, string text)
    {
        try
        {
            var result = _runner.Run(Planner.Make(script, driver));
            var finding = result.Findings.FirstOrDefault(f => f.Kind is not (FindingKind.NotReached or FindingKind.CheckFailed));
            return finding is null ? null : $"{driver.Name}: {finding.Kind}: {finding.Title}\n{string.Join('\n', finding.Details)}\n{text}";
        }
        catch (PlanException)
        {
            return null;
        }
    }

    private static string Varied(string text, Random dice)
    {
        var lines = text.Split('\n').Where(line => !Seed().IsMatch(line) && !Check().IsMatch(line)).Select(line => Status().Replace(line, string.Empty)).ToList();
        var faults = lines.FindIndex(line => line.StartsWith("faults:", StringComparison.Ordinal));
        var after = faults < 0 ? -1 : lines.FindIndex(faults + 1, line => line.Length > 0 && !char.IsWhiteSpace(line[0]));
        if (faults >= 0 && dice.Next(3) > 0)
        {
            lines.RemoveRange(faults, (after < 0 ? lines.Count : after) - faults);
            faults = -1;
        }

        Requests(lines, dice);
        if (!lines.Exists(line => line.StartsWith("verifier:", StringComparison.Ordinal)) && dice.Next(2) == 0)
        {
            lines.Add(s_options[dice.Next(s_options.Length)]);
        }

        lines.Add(FormattableString.Invariant($"seed: {dice.NextInt64()}"));
        if (faults < 0 && dice.Next(8) > 0)
        {
            lines.Add("faults:");
            lines.AddRange(Enumerable.Range(0, dice.Next(1, 4)).Select(_ => Fault(dice)));
        }

        return string.Join('\n', lines) + "\n";
    }

    // What the script checks holds of the script as it is.
    [GeneratedRegex(@"^  - check:")]
    private static partial Regex Check();

    [GeneratedRegex(@",\s*status: \w+")]
    private static partial Regex Status();

    // A request that nothing refers to may come twice, or not at all.
    private static void Requests(List<string> lines, Random dice)
    {
        for (var left = dice.Next(4); left > 0; left--)
        {
            var requests = Enumerable.Range(0, lines.Count).Where(i => Request().IsMatch(lines[i])).ToList();
            if (requests.Count == 0)
            {
                return;
            }

            var at = requests[dice.Next(requests.Count)];
            if (dice.Next(3) == 0)
            {
                lines.RemoveAt(at);
            }
            else
            {
                lines.Insert(at, lines[at]);
            }
        }
    }

    private static string Fault(Random dice)
    {
        var where = dice.Next(2) == 0 ? string.Empty : $", where: {{ phase: {s_phases[dice.Next(s_phases.Length)]} }}";
        var when = dice.Next(4) switch
        {
            0 => FormattableString.Invariant($"ordinal: {dice.Next(1, 30)}"),
            1 => FormattableString.Invariant($"nth: {dice.Next(1, 6)}"),
            2 => FormattableString.Invariant($"nth: {dice.Next(1, 6)}, persistent: true"),
            _ => FormattableString.Invariant($"probability: {dice.Next(1, 90)}%"),
        };
        return $"  - {{ fail: {s_calls[dice.Next(s_calls.Length)]}{where}, when: {{ {when} }} }}";
    }

    [GeneratedRegex(@"^(seed|expect|explore|benign):")]
    private static partial Regex Seed();

    [GeneratedRegex(@"^  - (ioctl|read|write|flush|internal-ioctl): (?!.*\b(name|as):).*\}\s*$")]
    private static partial Regex Request();
}
