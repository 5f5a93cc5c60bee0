using System.Collections.Concurrent;

namespace Verifier.Acceptance.Library.Record;

/// <summary>
/// What the whole library and the canaries do, run and explored, and what is declared of every DDI, is what a committed folder says. A change of
/// structure leaves it alone; a change of behaviour shows in it, line by line. <c>README.md</c> beside this file says what stands in it.
/// </summary>
public sealed class RecordTests
{
    [Test]
    public void Library_and_catalogue_behave_as_recorded() => new GoldenFolder("golden").AssertSame(Take(), nameof(RecordTests));

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
            var name = CaseLines.NameOf(one.Script, one.Driver);
            files[name + ".txt"] = CaseLines.Of(one.Script, one.Driver, out var hash);
            hashes.Add($"{name}: {hash}");
        });
        files["ddis.txt"] = DdiLines.All();
        files[CaseLines.Hashes] = [.. hashes.Order(StringComparer.Ordinal)];
        return new Dictionary<string, IReadOnlyList<string>>(files, StringComparer.Ordinal);
    }
}
