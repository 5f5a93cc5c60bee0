using Verifier.Engine.Planning;
using Verifier.Scenarios;
using Verifier.Scenarios.Model;
using Verifier.Scenarios.Surroundings;
using Verifier.Scenarios.Writing;
using Verifier.Tests.Tidy;

namespace Verifier.Tests.Scenarios.Writing;

/// <summary>What is written is read as what it was.</summary>
public sealed class ScenarioWriterTests
{
    private static IEnumerable<string> Library => Tree.Paths.Where(
        path => path.StartsWith("scenarios/", StringComparison.Ordinal) && path.EndsWith(".yaml", StringComparison.Ordinal));

    [Test]
    public void Write_every_word_of_the_language_reads_back()
    {
        var scenario = Script.Read(Samples.Everything).Scenario!;
        AssertReadsBack(scenario);
        var words = scenario.Workload.Select(o => o.Word).ToHashSet();
        Assert.That(Operations().Except(words), Is.Empty, "the sample misses operations");
    }

    [TestCaseSource(nameof(Library))]
    public void Write_library_reads_back(string path)
    {
        var full = Path.Combine(Tree.Root, path);
        var folder = new ScenarioFolder(Path.GetDirectoryName(full)!);
        var scenario = ScenarioReader.Read(path, File.ReadAllBytes(full), KernelNames.Instance, folder).Scenario!;
        var again = ScenarioReader.Read(path, Bytes(ScenarioWriter.Write(scenario)), KernelNames.Instance, folder);
        Assert.That(again.Diagnostics.Select(d => d.ToDetailedString()), Is.Empty);
        Assert.That(SameScenario.Differences(scenario, again.Scenario), Is.Empty);
    }

    [TestCase("says: 'He said \"no\": # not a comment, {or} [list] \\ back'")]
    [TestCase("says: \"two\\nlines\\tand a bell \\u0007 \\U0001F600 ü\"")]
    [TestCase("workload: [load, { open: { device: '\\Device\\A b {c}', as: yes } }, { close: yes }]")]
    [TestCase("workload: [load, start, { wmi: { request: reginfo, guid: 00000000-7436-11ce-8034-00aa006009fa } }]")]
    [TestCase("workload: [load, { advance: 0.1us }, { advance: 90min }, { advance: 1.5s }, { advance: 2h }, { advance: 12.3us }]")]
    [TestCase("workload: [load, { pressure: { trim: true, name: cut } }, { interrupt: { name: null } }]")]
    [TestCase("workload: [load, { open: { device: \\D, as: h } }, { write: { on: h, data: \"text:\" } }, { write: { on: h, data: \"hex:0A\" } }]")]
    [TestCase("workload: [load, { open: { device: \\D, as: h } }, { write: { on: h, data: \"hex:FF FE\" } }, { write: { on: h, data: 'text:a\"b: #c' } }]")]
    [TestCase("workload: [load, { open: { device: \\D, as: h, status: STATUS_NO_MEMORY } }, { unload: { status: [STATUS_SUCCESS, 0xC0000010] } }]")]
    [TestCase("regression: true\nexpect: [ { finding: leak } ]")]
    [TestCase("verifier: standard")]
    [TestCase("verifier: [special-pool, systematic-low-resources]")]
    [TestCase("verifier: ndis-low-resources")]
    [TestCase("verifier: { flags: 0x9 }")]
    [TestCase("system: windows-xp-x86")]
    [TestCase("seed: 18446744073709551615")]
    [TestCase("faults: [ { fail: pool, when: { probability: 0.123456789 } }, { fail: pool, when: { probability: 12.3456% } } ]")]
    [TestCase("faults: [ { fail: pool, where: { irql: DIRQL, size: \"< 4KiB\", tag: [\"12*\", \"a: \", \"no\"] } } ]")]
    [TestCase("faults: [ { fail: pool, when: { limit: 0, delay: 8min } } ]\nworkload: [load, { advance: 9min }]")]
    [TestCase("explore: all")]
    [TestCase("explore: { how: [each, random], budget: { time: 10min }, shard: 2/4, exclude: [\"1234567890123456\"], repeats: 7, seed: 3, probability: 1% }")]
    [TestCase("expect: [ { finding: bugcheck, bugcheck: 0xC4, parameters: [any, 0x62] }, { outcome: graceful, count: \">= 2\" } ]")]
    public void Write_awkward_values_reads_back(string part) => AssertReadsBack(Script.Good(part));

    [Test]
    public void Write_threads_that_are_copies_stay_copies()
    {
        var scenario = Script.Good("workload: [load, { parallel: { count: 3, do: [ { advance: { by: 1ms, name: nap } } ] } }]");
        Assert.That(ScenarioWriter.Write(scenario), Does.Contain("parallel: { count: 3, do: "));
        AssertReadsBack(scenario);
    }

    [Test]
    public void Write_is_what_people_write()
    {
        var scenario = Script.Good("verifier: standard\nworkload: [load, { open: { device: \\Device\\X, as: h } }, { write: { on: h, data: \"fill:8:0A\" } }]");
        Assert.That(ScenarioWriter.Write(scenario, "made by a test"), Is.EqualTo(
            """
            # made by a test
            scenario: sample
            drivers: ["sample-*"]
            verifier: standard
            workload:
              - load
              - open: { device: \Device\X, as: h }
              - write: { on: h, data: "fill:8:0A" }

            """.ReplaceLineEndings("\n")));
    }

    private static void AssertReadsBack(Scenario scenario)
    {
        var text = ScenarioWriter.Write(scenario);
        var again = Script.Read(text);
        Assert.That(Script.Errors(again), Is.Empty, text);
        Assert.That(SameScenario.Differences(scenario, again.Scenario), Is.Empty, text);
        Assert.That(text.Split('\n').Select(line => line.Length), Has.All.LessThan(200));
    }

    private static IEnumerable<string> Operations() => typeof(Operation).Assembly.GetTypes()
        .Where(t => t.IsSubclassOf(typeof(Operation)) && !t.IsAbstract)
        .Select(t => ((Operation)System.Runtime.CompilerServices.RuntimeHelpers.GetUninitializedObject(t)).Word);

    private static byte[] Bytes(string text) => System.Text.Encoding.UTF8.GetBytes(text);
}
