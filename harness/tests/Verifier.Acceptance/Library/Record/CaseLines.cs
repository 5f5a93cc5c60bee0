using System.Globalization;
using Verifier.Engine.Execution;
using Verifier.Engine.Planning;

namespace Verifier.Acceptance.Library.Record;

/// <summary>One script with one driver: run as it is, and explored.</summary>
internal static class CaseLines
{
    /// <summary>The file with the hashes of all traces.</summary>
    public const string Hashes = "trace-hashes.txt";

    /// <summary>The name of its file, without extension.</summary>
    public static string NameOf(ScenarioScript script, DriverUnderTest driver) => $"{Path.GetFileNameWithoutExtension(script.Path)}/{driver.Name}";

    /// <summary>The lines of its file.</summary>
    /// <param name="script">The script.</param>
    /// <param name="driver">The driver.</param>
    /// <param name="hash">Its line in the file of hashes, without the name.</param>
    public static List<string> Of(ScenarioScript script, DriverUnderTest driver, out string hash)
    {
        var explorations = Explorations.Of(script, driver);
        using var runner = new ScenarioRunner();
        var cases = explorations.SelectMany(e => e.Outcome.Results).Select(r => r.TraceHash.ToString("x16", CultureInfo.InvariantCulture));
        List<string> lines =
        [
            $"{script.Path} with {driver.Name}",
            .. RunLines.Of(runner, Planner.Make(script, driver), out var traceHash),
            .. explorations.SelectMany(new ExplorationLines(runner).Of),
        ];
        hash = string.Create(CultureInfo.InvariantCulture, $"run {traceHash:x16}, explored {Lines.Digest(cases)}");
        return lines;
    }
}
