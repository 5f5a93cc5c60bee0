using Verifier.Scenarios;
using Verifier.Scenarios.Diagnostics;
using Verifier.Scenarios.Model;

namespace Verifier.Tests.Scenarios.Binding;

public sealed class WorkloadTests
{
    private const string Open = "  - open: { device: \\Device\\X, as: h }\n";

    [Test]
    public void Bind_script_with_every_word_has_no_problem() =>
        Assert.That(Script.Text(Script.Read(Samples.Everything)), Is.Empty);

    [Test]
    public void Bind_short_and_long_forms_are_equal()
    {
        Operation[] operations = Script.Workload(Open
            + "  - start\n  - flush: h\n  - flush: { on: h }\n  - power: D3\n  - power: { to: D3 }\n  - advance: 1s\n  - advance: { by: 1s }\n"
            + "  - fault-suspend\n  - fault-suspend:\n  - fault-suspend: {}\n  - interrupt\n  - interrupt: { line: 0 }");

        Operation[] placeless = [.. operations.Skip(2).Select(o => o with { Source = default })];
        Assert.That(placeless[0], Is.EqualTo(placeless[1]));
        Assert.That(placeless[2], Is.EqualTo(placeless[3]));
        Assert.That(placeless[4], Is.EqualTo(placeless[5]));
        Assert.That(placeless[6..9].Distinct().Count(), Is.EqualTo(1));
        Assert.That(placeless[9], Is.EqualTo(placeless[10]));
    }

    [Test]
    public void Bind_parallel_count_copies_the_body()
    {
        var parallel = (ParallelOperation)Script.Workload("  - parallel: { count: 3, do: [ { advance: 1ms } ] }")[0];

        Assert.That(parallel.Threads.Select(t => t.Single().Word), Is.EqualTo(new[] { "advance", "advance", "advance" }));
    }

    [TestCase("open: h", @"expected 'open' with the keys device and as, such as { device: \Device\ArrayCache, as: h }; found the value 'h'")]
    [TestCase("ioctl: h", "expected 'ioctl' with the keys on and code, such as { on: h, code: 0x222000 }; found the value 'h'")]
    [TestCase("write: 5", "expected 'write' with the keys on and data, such as { on: h, data: ")]
    public void Bind_value_where_keys_belong_names_the_missing_keys(string operation, string message)
    {
        ScenarioDocument document = Script.Read($"scenario: test\ndrivers: [a]\nworkload:\n  - load\n  - {operation}\n  - unload\n");

        Assert.That(document.Diagnostics.Select(d => d.Message), Has.Some.StartsWith(message));
    }

    [TestCase("  - open", "VS1107")]
    [TestCase("  - open:", "VS1107")]
    [TestCase("  - load: 3", "VS1103")]
    [TestCase("  - laod", "VS1104")]
    [TestCase("  - 3", "VS1104")]
    [TestCase("  -", "VS1107")]
    [TestCase("  - []", "VS1103")]
    [TestCase("  - { start: {}, stop: {} }", "VS1105")]
    [TestCase("  - start: {}\n    name: x", "VS1105")]
    [TestCase("  - open: { device: Device, as: h }", "VS1211")]
    [TestCase("  - open: { device: \\Device\\X, as: 'a b' }", "VS1211")]
    [TestCase("  - read: { on: h, length: 1 }", "VS1302")]
    [TestCase("  - close: h", "VS1302")]
    [TestCase(Open + "  - close: h\n  - close: h", "VS1302")]
    [TestCase(Open + "  - close: h\n  - flush: h", "VS1302")]
    [TestCase("  - flush: h\n" + Open, "VS1302")]
    [TestCase(Open + Open, "VS1303")]
    [TestCase(Open + "  - pressure: { hold: { bytes: 1, as: h } }", "VS1303")]
    [TestCase("  - pressure: { hold: { bytes: 1, as: hog } }\n  - flush: hog", "VS1302")]
    [TestCase("  - pressure: { release: hog }", "VS1302")]
    [TestCase("  - parallel: [ [ { open: { device: \\D, as: own } } ], [ start ] ]\n  - flush: own", "VS1302")]
    [TestCase("  - parallel: [ [ { open: { device: \\D, as: own } } ], [ { flush: own } ] ]", "VS1302")]
    [TestCase("  - parallel: [ [ start ] ]", "VS1202")]
    [TestCase("  - parallel: { count: 2 }", "VS1102")]
    [TestCase("  - parallel: { do: [start] }", "VS1102")]
    [TestCase("  - parallel: { count: 65, do: [start] }", "VS1202")]
    [TestCase("  - parallel: { threads: [ [start], [stop] ], do: [start] }", "VS1309")]
    [TestCase("  - check: { operation: nothing, status: 0 }", "VS1304")]
    [TestCase("  - check: { operation: later, status: 0 }\n  - start: { name: later }", "VS1304")]
    [TestCase("  - start: { name: x }\n  - check: { operation: x }", "VS1108")]
    [TestCase("  - start: { name: x }\n  - stop: { name: x }", "VS1305")]
    [TestCase("  - start: { name: x }\n  - wait: x", "VS1312")]
    [TestCase("  - start: { name: x }\n  - cancel: x", "VS1312")]
    [TestCase("  - fault-resume", "VS1314")]
    [TestCase("  - fault-suspend\n  - fault-resume\n  - fault-resume", "VS1314")]
    [TestCase("  - burst: { count: 2, do: [start] }", "VS1311")]
    [TestCase("  - burst: { count: 10001, do: [] }", "VS1106,VS1202")]
    [TestCase("  - repeat: { times: 1000001, do: [start] }", "VS1202")]
    [TestCase("  - repeat: { times: -1, do: [start] }", "VS1202")]
    [TestCase("  - repeat: { times: 1001, do: [ { repeat: { times: 1000, do: [start] } } ] }", "VS1310")]
    [TestCase("  - pressure: { trim: true, release: x }", "VS1105")]
    [TestCase("  - pressure: { trim: false }", "VS1309")]
    [TestCase("  - pressure: { spike: { bytes: 1MiB, every: 10ms, for: 10ms } }", "VS1202")]
    [TestCase("  - start: { name: s }\n  - check: { operation: s, status: STATUS_INSUFICIENT_RESOURCES }", "VS1214")]
    [TestCase("  - wmi: { request: reginfo, guid: x }", "VS1216")]
    [TestCase("  - power: D7", "VS1207")]
    [TestCase(Open + "  - read: { on: h, length: 8, varies: x }", "VS1220")]
    [TestCase(Open + "  - read: { on: h, length: 8, varies: [1..2..3] }", "VS1220")]
    [TestCase(Open + "  - read: { on: h, length: 8, varies: 3..1 }", "VS1220")]
    [TestCase(Open + "  - read: { on: h, length: 8, varies: [0..4, 4] }", "VS1220")]
    [TestCase(Open + "  - read: { on: h, length: 8, varies: -1 }", "VS1202")]
    [TestCase(Open + "  - read: { on: h, length: 8, varies: [] }", "VS1106")]
    [TestCase(Open + "  - read: { on: h, length: 8, varies: 4..8 }", "VS1202")]
    [TestCase(Open + "  - ioctl: { on: h, code: 4, varies: 0 }", "VS1202")]
    [TestCase(Open + "  - write: { on: h, data: \"text:x\", varies: 0 }", "VS1101")]
    [TestCase(Open + "  - read: { on: h, length: 8, at-least: 9 }", "VS1202")]
    [TestCase(Open + "  - write: { on: h, data: \"text:x\", at-least: 2 }", "VS1202")]
    [TestCase(Open + "  - write: { on: h, data: \"text:x\", at-least: some }", "VS1204")]
    [TestCase(Open + "  - flush: { on: h, at-least: 1 }", "VS1101")]
    public void Bind_wrong_workload_gives_the_diagnostic(string items, string codes)
    {
        var document = Script.ReadPart("workload:\n  - load\n" + items);

        Assert.That(document.Diagnostics.Select(d => d.Code).Order(StringComparer.Ordinal), Is.EqualTo(codes.Split(',')),
            () => Script.Text(document));
    }

    [TestCase("read: { on: h, length: 8, varies: 7, at-least: 8 }")]
    [TestCase("read: { on: h, length: 8, varies: [0..3, 4..7], at-least: 0 }")]
    [TestCase("write: { on: h, data: \"fill:0:AA\", at-least: 0 }")]
    [TestCase("ioctl: { on: h, code: 4, out: 8, varies: 7 }")]
    public void Bind_words_about_outputs_and_transfers_at_their_limits_are_accepted(string item) =>
        Assert.That(Script.Workload(Open + "  - " + item), Has.Length.EqualTo(2));

    [Test]
    public void Bind_varying_bytes_are_sorted() => Assert.That(
        ((ReadOperation)Script.Workload(Open + "  - read: { on: h, length: 16, varies: [8..11, 2] }")[1]).Varies,
        Is.EqualTo(new[] { new ByteRange(2, 2), new ByteRange(8, 11) }));

    [Test]
    public void Bind_nested_repeats_at_the_limit_are_accepted() =>
        Assert.That(Script.Workload("  - repeat: { times: 1000, do: [ { repeat: { times: 998, do: [interrupt] } } ] }"), Has.Length.EqualTo(1));

    [Test]
    public void Bind_deeply_nested_huge_repeats_do_not_overflow()
    {
        string item = "start";
        for (int i = 0; i < 15; i++)
        {
            item = $"{{ repeat: {{ times: 1000000, do: [ {item} ] }} }}";
        }

        Assert.That(Script.Bad($"workload: [ load, {item} ]", DiagnosticCodes.TooManyOperations).Message,
            Does.Contain("nested repeats multiply"));
    }

    [Test]
    public void Bind_threads_may_use_the_same_handle_name() =>
        Assert.That(Script.Workload("  - parallel: [ [ { open: { device: \\D, as: own } } ],"
            + " [ { open: { device: \\D, as: own } }, { close: own } ] ]"),
            Has.Length.EqualTo(1));

    [Test]
    public void Bind_request_in_a_burst_can_be_waited_for() =>
        Assert.That(Script.Workload(Open
            + "  - burst: { count: 4, do: [ { flush: { on: h, name: f } } ] }\n  - wait: f"), Has.Length.EqualTo(3));

    [Test]
    public void Bind_handle_of_a_refused_open_is_not_reported_again() =>
        Assert.That(
            Script.ReadPart("workload:\n  - load\n  - open: { device: wrong, as: h }\n  - flush: h").Diagnostics.Select(d => d.Code),
            Is.EqualTo(new[] { "VS1211" }));

    [Test]
    public void Bind_operation_with_a_wrong_value_is_checked_further() =>
        Assert.That(
            Script.ReadPart("workload:\n  - load\n  - repeat: { times: 0, do: [ { write: { on: g } } ] }").Diagnostics.Select(d => d.Code),
            Is.EqualTo(new[] { "VS1202", "VS1302", "VS1102" }));

    [Test]
    public void Bind_mistyped_handle_is_compared_with_those_open() =>
        Assert.That(Script.Bad("workload:\n  - load\n  - open: { device: \\D, as: reader }\n  - flush: raeder",
            DiagnosticCodes.HandleNotOpen).Suggestion,
            Is.EqualTo("reader"));

    [Test]
    public void Bind_workload_that_never_loads_is_a_warning() =>
        Assert.That(Script.Bad("workload: [start]", DiagnosticCodes.NeverLoaded).Severity, Is.EqualTo(DiagnosticSeverity.Warning));
}
