using System.Text.Json.Nodes;
using Verifier.Scenarios;
using Verifier.Scenarios.Binding;
using Verifier.Scenarios.Binding.Kinds;
using Verifier.Scenarios.Binding.Tables;
using Verifier.Scenarios.Diagnostics;
using Verifier.Scenarios.Schema;
using Verifier.Scenarios.Syntax;
using Verifier.Scenarios.Text;
using Verifier.Tests.Tidy;

namespace Verifier.Tests.Scenarios.Schema;

public sealed class ScenarioSchemaTests
{
    private const string SchemaPath = "scenarios/schema/scenario.schema.json";
    private const string Update = "VERIFIER_UPDATE_SNAPSHOTS";

    private static readonly SchemaValidator Validator = new(ScenarioSchema.Generate());

    [Test]
    public void Generate_equals_the_file_in_the_repository()
    {
        string file = Path.Combine(Tree.Root, SchemaPath);
        if (Environment.GetEnvironmentVariable(Update) == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, ScenarioSchema.Generate());
        }

        Assert.That(File.ReadAllText(file).ReplaceLineEndings("\n"), Is.EqualTo(ScenarioSchema.Generate()),
            $"{SchemaPath}:1: the key tables changed; write the file again: "
            + $"{Update}=1 dotnet test harness/tests/Verifier.Tests --filter {nameof(ScenarioSchemaTests)}");
    }

    [Test]
    public void Generate_known_findings_equals_the_file_in_the_repository()
    {
        const string Path = "scenarios/schema/known-findings.schema.json";
        string file = System.IO.Path.Combine(Tree.Root, Path);
        if (Environment.GetEnvironmentVariable(Update) == "1")
        {
            File.WriteAllText(file, KnownSchema.Generate());
        }

        Assert.That(File.ReadAllText(file).ReplaceLineEndings("\n"), Is.EqualTo(KnownSchema.Generate()), $"{Path}:1: the key tables changed; write the file again as for scenarios");
    }

    [TestCaseSource(nameof(Keys))]
    public void Key_is_described_and_its_examples_bind(string table, string name)
    {
        IKey key = Tables().Single(t => t.Name == table).Keys.Single(k => k.Name == name);
        Assert.That(key.Description, Does.EndWith("."));
        Assert.That(key.Examples, Is.Not.Empty);
        foreach (string example in key.Examples)
        {
            var diagnostics = new DiagnosticBag("example");
            SyntaxNode node = SyntaxReader.Read(new SourceText(example), diagnostics)!;
            var fields = new Fields(default, new BindingContext(diagnostics, new SampleNames(), new SampleFiles()));
            key.Bind(node, fields);
            Assert.That(diagnostics.ToList().Select(d => d.ToString()), Is.Empty, example);
            Assert.That(fields.IsBound(key), example);
        }
    }

    [TestCaseSource(nameof(OperationExamples))]
    public void Operation_example_binds_and_fits_the_schema(string word, string example)
    {
        string script = "scenario: sample\ndrivers: [x]\nworkload:\n"
            + (word == "load" ? "" : LeadsTo(word) + "  - open: { device: \\Device\\X, as: h }\n"
            + "  - read: { on: h, length: 1, overlapped: true, name: pending-read }\n  - ioctl: { on: h, code: 1, name: read-back }\n"
            + "  - fault-suspend\n  - pressure: { hold: { bytes: 1, as: hog } }\n")
            + (example.StartsWith("open", StringComparison.Ordinal) ? "  - close: h\n" : "")
            + "  - " + (example.Contains("name: pending-read", StringComparison.Ordinal)
                ? example.Replace("pending-read", "other", StringComparison.Ordinal)
                : example)
            + "\n";

        ScenarioDocument document = Script.Read(script);

        Assert.That(Script.Errors(document), Is.Empty, word);
        Assert.That(document.Scenario!.Workload[^1].Word, Is.EqualTo(word));
        Assert.That(Validator.Accepts(YamlToJson.Value(script)), Is.True, "the schema refuses what the binder accepts");
    }

    // What Windows does before it does this.
    private static string LeadsTo(string word) => word switch
    {
        "start" or "unload" => "  - load\n",
        "cancel-stop" => "  - load\n  - start\n  - query-stop\n",
        "cancel-remove" => "  - load\n  - start\n  - query-remove\n",
        _ => "  - load\n  - start\n",
    };

    [TestCaseSource(nameof(RefusedByBoth))]
    public void Negative_sample_is_refused_by_schema_and_binder(string part)
    {
        string script = "scenario: sample\ndrivers: [x]\n" + (part.Contains("workload", StringComparison.Ordinal)
            ? ""
            : "workload: [load]\n") + part + "\n";

        Assert.That(Script.Errors(Script.Read(script)), Is.Not.Empty);
        Assert.That(Validator.Accepts(YamlToJson.Value(script)), Is.False);
    }

    [TestCase("scenarios/")]
    public void Scenario_of_the_library_fits_the_schema(string folder)
    {
        foreach (TreeFile file in Tree.Files(folder, ".yaml"))
        {
            Assert.That(Validator.Accepts(YamlToJson.Value(file.Text)), Is.True, file.Path);
        }
    }

    [Test]
    public void Word_of_every_table_is_described()
    {
        Assert.That(WorkloadTable.Entries.Where(e => !e.Description.EndsWith('.') || e.Examples.Length == 0).Select(e => e.Word), Is.Empty);
        JsonNode schema = JsonNode.Parse(ScenarioSchema.Generate())!;
        Assert.That(Undescribed(schema), Is.Empty);
    }

    private static IEnumerable<string> Undescribed(JsonNode? node) => node switch
    {
        JsonObject map when map.ContainsKey("const") && !map.ContainsKey("description") => [map["const"]!.ToJsonString()],
        JsonObject map => map.SelectMany(p => Undescribed(p.Value)),
        JsonArray list => list.SelectMany(Undescribed),
        _ => [],
    };

    private static IEnumerable<IObjectKind> Tables()
    {
        var definitions = new SchemaDefinitions();
        ScenarioTable.Table.Schema(definitions);
        return definitions.Tables;
    }

    private static IEnumerable<TestCaseData> Keys() =>
        Tables().SelectMany(t => t.Keys.Select(k => new TestCaseData(t.Name, k.Name)));

    private static IEnumerable<TestCaseData> OperationExamples() =>
        WorkloadTable.Entries.SelectMany(e => e.Examples.Select(x => new TestCaseData(e.Word, x)));

    private static IEnumerable<string> RefusedByBoth() =>
    [
        "speed: 3", "explore: sometimes", "explore: { budget: {} }", "expect: [ { driver: x } ]", "expect: [ { finding: oops } ]",
        "faults: [ { when: { nth: 1 } } ]", "faults: [ { fail: pool, when: { nth: 0 } } ]", "faults: [ { fail: pool, when: { nth: [] } } ]",
        "faults: [ { fail: pool, when: { probability: 6 } } ]", "faults: [ { fail: pool, when: { probability: 0 } } ]",
        "faults: [ { fail: pool, as: quietly } ]", "faults: [ { fail: pool, where: { phase: lunch } } ]",
            "faults: [ { fail: pool, when: { delay: 10 } } ]",
        "workload: []", "workload: [jump]", "workload: [ { advance: 10 } ]", "workload: [ { open: { device: x, as: h } } ]",
        "workload: [ { repeat: { times: 0, do: [load] } } ]", "workload: [ { repeat: { times: 2 } } ]", "workload: [ [load] ]",
        "workload: [ { load: {}, start: {} } ]", "workload: [ open ]", "workload: [ { parallel: [ [load] ] } ]",
            "workload: [ { power: D9 } ]",
        "workload: [ { pressure: {} } ]", "workload: [ { check: { operation: x } } ]", "system: { profile: windows-xp-x86, speed: 1 }",
        "system: { nonpaged-pool: 12 }", "system: { system-ptes: many }", "verifier: everything", "verifier: { options: [nothing] }",
        "verifier: { systematic-low-resources: perhaps }", "verifier: [ {} ]", "seed: -1", "says: \"\"",
        "explore: { how: each, shard: one }", "explore: { how: each, benign: [ { site: x } ] }", "faults: { fail: pool }",
        "device: { id: PCI }", "device: { id: \"PCI\\\\a b\" }", "device: { bus: pcie }", "device: { hardware-ids: [] }", "device: { class-guid: x }",
        "registry: {}", "registry: { user: {} }", "registry: { service: [] }", "registry: { service: { V: disk } }", "registry: { service: { V: -1 } }",
        "registry: { service: { V: { type: REG_SZ } } }",
    ];
}
