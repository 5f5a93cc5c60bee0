using System.Collections.Concurrent;
using System.Globalization;
using Verifier.Engine.Execution;
using Verifier.Engine.Planning;

namespace Verifier.Acceptance.Library.Record;

/// <summary>
/// What the whole library and the canaries do, run and explored, and what is declared of every DDI, is what a committed folder says. A change of
/// structure leaves it alone; a change of behaviour shows in it, line by line. <c>README.md</c> beside this file says what stands in it.
/// </summary>
public sealed class RecordTests
{
    private const string Update = "VERIFIER_UPDATE_SNAPSHOTS";
    private const string Hashes = "trace-hashes.txt";

    [Test]
    public void Library_and_catalogue_behave_as_recorded()
    {
        var files = Take();
        if (Environment.GetEnvironmentVariable(Update) == "1")
        {
            GoldenFolder.Write(files);
        }

        var differences = GoldenFolder.Differences(files);
        Assert.That(differences, Is.Empty,
            $"{GoldenFolder.Place}: behaviour differs from the record. If every difference is meant, write it again, review it and list the differences in the commit: "
            + $"{Update}=1 dotnet test harness/tests/Verifier.Acceptance --filter {nameof(RecordTests)}\n{differences}");
    }

    private static Dictionary<string, IReadOnlyList<string>> Take()
    {
        var library = ScenarioLibrary.Cases().Select(c => (
            Script: ScenarioLibrary.Read((string)c.Arguments[0]!),
            Driver: ScenarioLibrary.Drivers.Single(d => d.Name == (string)c.Arguments[1]!)));
        var files = new ConcurrentDictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        var hashes = new ConcurrentBag<string>();
        var jobs = new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount };

        // One at a time: some take a thousand times as long as others.
        var cases = Partitioner.Create(library.Concat(Canaries.Cases()), EnumerablePartitionerOptions.NoBuffering);
        Parallel.ForEach(cases, jobs, one =>
        {
            var name = $"{Path.GetFileNameWithoutExtension(one.Script.Path)}/{one.Driver.Name}";
            files[name + ".txt"] = LinesOf(one.Script, one.Driver, out var hash);
            hashes.Add($"{name}: {hash}");
        });
        files["ddis.txt"] = DdiLines.All();
        files[Hashes] = [.. hashes.Order(StringComparer.Ordinal)];
        return new Dictionary<string, IReadOnlyList<string>>(files, StringComparer.Ordinal);
    }

    private static List<string> LinesOf(ScenarioScript script, DriverUnderTest driver, out string hash)
    {
        using var runner = new ScenarioRunner();
        var explorations = Explorations.Of(script, driver);
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
