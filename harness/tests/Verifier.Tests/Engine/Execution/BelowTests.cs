using Verifier.Engine.Execution;
using Verifier.Engine.Exploration;
using Verifier.Engine.Verdicts;
using Verifier.Kernel;
using Verifier.Scenarios.Model;

namespace Verifier.Tests.Engine.Execution;

/// <summary>What a script says under <c>below:</c> is what the device below answers.</summary>
public sealed class BelowTests
{
    private const string Begin = """
        workload:
          - load
          - start
          - open: { device: \Device\Forwarding, as: h }

        """;

    private const string End = """
          - close: h
          - remove
          - unload
        """;

    private const string Ask = """
          - ioctl: { on: h, code: 0x222400, in: "hex:0B", out: 20, name: ask }

        """;

    [Test]
    public void Request_that_no_rule_is_about_is_refused_and_named_once()
    {
        var result = Run("", """
              - read: { on: h, length: 8, status: STATUS_NOT_SUPPORTED }
              - read: { on: h, length: 8, status: STATUS_NOT_SUPPORTED }
              - ioctl: { on: h, code: 0x222000, status: 0xC00000BB }

            """ + Ask.Replace("name: ask", "status: STATUS_NOT_SUPPORTED", StringComparison.Ordinal));
        Assert.That(result.Findings, Is.Empty);
        Assert.That(result.Run.Remarks, Is.EqualTo(new[]
        {
            "the lower device was not told how to answer IRP_MJ_READ",
            "the lower device was not told how to answer IRP_MJ_DEVICE_CONTROL 0x222000",
            "the lower device was not told how to answer IRP_MJ_INTERNAL_DEVICE_CONTROL 0x220003",
        }));
    }

    [Test]
    public void Rule_puts_bytes_into_the_MDL_of_a_read_and_counts_them()
    {
        var result = Run("below: [ { major: read, put: { into: mdl, at: 2, data: \"text:reply\" } } ]", "  - read: { on: h, length: 16, name: r }\n");
        Assert.That(result.OutputOf("r"), Is.EqualTo("\0\0reply"u8.ToArray()));
        Assert.That(result.Run.Remarks, Is.Empty);
    }

    [Test]
    public void Rule_puts_no_more_into_a_buffer_than_it_holds()
    {
        var result = Run(
            """
            below:
              - { major: read, put: { into: mdl, data: "fill:4096:AA" } }
              - { code: 0x222000, put: { into: system-buffer, data: "fill:64:BB" } }
            """,
            "  - read: { on: h, length: 16, name: r }\n  - ioctl: { on: h, code: 0x222000, in: \"hex:00\", out: 4, name: c }\n");
        Assert.That(result.Findings, Is.Empty);
        Assert.That(result.OutputOf("r"), Has.Length.EqualTo(16).And.All.EqualTo((byte)0xAA));
        Assert.That(result.OutputOf("c"), Has.Length.EqualTo(4).And.All.EqualTo((byte)0xBB));
    }

    [TestCase("pointer-at: 0x28")]
    [TestCase("mdl-at: 0x30")]
    public void Rule_writes_through_a_pointer_in_an_argument(string through)
    {
        var result = Run(
            $$"""
            below:
              - code: 0x220003
                has: { in: argument1, at: 2, data: "hex:0B 00" }
                put:
                  - { into: argument1, at: 0x24, data: "hex:05 00 00 00" }
                  - { into: argument1, {{through}}, data: "text:reply" }
            """,
            Ask);
        Assert.That(result.StatusOf("ask"), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        Assert.That(result.OutputOf("ask"), Is.EqualTo("reply\0\0\0\0\0\0\0\0\0\0\0\x5\0\0\0"u8.ToArray()));
    }

    [Test]
    public void First_rule_that_is_about_a_request_answers_it()
    {
        var result = Run(
            """
            below:
              - { code: 0x222000, has: { in: system-buffer, data: "hex:02" }, status: STATUS_DEVICE_NOT_CONNECTED }
              - { major: ioctl, code: 0x222000, has: [ { in: system-buffer, data: "hex:01" }, { in: system-buffer, at: 1, data: "hex:07" } ], information: 1 }
              - { major: internal-ioctl, status: STATUS_SUCCESS }
              - { code: 0x222000, status: STATUS_DEVICE_BUSY }
            """,
            """
              - ioctl: { on: h, code: 0x222000, in: "hex:02", name: second, status: STATUS_DEVICE_NOT_CONNECTED }
              - ioctl: { on: h, code: 0x222000, in: "hex:01 07", out: 4, name: first }
              - ioctl: { on: h, code: 0x222000, in: "hex:01", name: short, status: STATUS_DEVICE_BUSY }

            """);
        Assert.That(result.Findings, Is.Empty);
        Assert.That(result.Run.Operations.Single(o => o.Name == "first").Information, Is.EqualTo(1));
        Assert.That(result.Untested, Is.Null);
    }

    [Test]
    public void Rules_with_times_answer_in_turn()
    {
        var result = Run(
            """
            below:
              - { major: flush, times: 2, status: STATUS_DEVICE_BUSY }
              - { major: flush, times: 1, status: STATUS_DEVICE_NOT_CONNECTED }
              - { major: flush }
            """,
            string.Concat(Enumerable.Range(0, 5).Select(i => $"  - flush: {{ on: h, name: f{i}, status: [STATUS_SUCCESS, STATUS_DEVICE_BUSY, STATUS_DEVICE_NOT_CONNECTED] }}\n")));
        Assert.That(
            Enumerable.Range(0, 5).Select(i => result.StatusOf($"f{i}")),
            Is.EqualTo(new NTSTATUS?[]
            {
                NTSTATUS.STATUS_DEVICE_BUSY, NTSTATUS.STATUS_DEVICE_BUSY, NTSTATUS.STATUS_DEVICE_NOT_CONNECTED,
                NTSTATUS.STATUS_SUCCESS, NTSTATUS.STATUS_SUCCESS,
            }));
    }

    [Test]
    public void Delayed_answers_come_in_the_order_of_their_times()
    {
        var result = Run(
            """
            below:
              - { major: read, delay: 30ms, put: { into: mdl, data: "text:slow" } }
              - { major: flush, delay: 10ms }
            """,
            """
              - read: { on: h, length: 8, overlapped: true, name: r }
              - flush: { on: h, overlapped: true, name: f }
              - check: { operation: f, pending: true }
              - advance: 11ms
              - check: { operation: f, status: STATUS_SUCCESS }
              - check: { operation: r, pending: true }
              - advance: 20ms
              - check: { operation: r, output: "text:slow" }

            """);
        Assert.That(result.Findings, Is.Empty);
        Assert.That(result.Untested, Is.Null);
    }

    [Test]
    public void Request_that_stays_pending_ends_when_it_is_cancelled()
    {
        var result = Run(
            "below: [ { major: read, pending: true } ]",
            """
              - read: { on: h, length: 8, overlapped: true, name: r, status: STATUS_CANCELLED }
              - advance: 1min
              - check: { operation: r, pending: true }
              - cancel: r
              - wait: r

            """);
        Assert.That(result.Findings, Is.Empty);
        Assert.That(result.StatusOf("r"), Is.EqualTo(NTSTATUS.STATUS_CANCELLED));
    }

    [Test]
    public void Own_request_of_the_driver_waits_for_a_delayed_answer()
    {
        var result = Run("below: [ { code: 0x220003, delay: 5ms, put: { into: argument1, at: 4, data: \"hex:01 00 00 C0\" } } ]", Ask.Replace("name: ask", "name: ask, status: STATUS_UNSUCCESSFUL", StringComparison.Ordinal));
        Assert.That(result.Findings, Is.Empty);
        Assert.That(result.StatusOf("ask"), Is.EqualTo(NTSTATUS.STATUS_UNSUCCESSFUL), "the URB's own status");
        Assert.That(result.Run.VirtualTime, Is.GreaterThanOrEqualTo(5 * TimeSpan.TicksPerMillisecond));
    }

    [Test]
    public void Rule_about_PnP_comes_before_what_every_bus_answers()
    {
        var result = ModelRun.Of(() => new ForwardingDriver(), """
            below: [ { major: pnp, minor: IRP_MN_START_DEVICE, status: STATUS_DEVICE_NOT_CONNECTED } ]
            workload:
              - load
              - start: { status: STATUS_DEVICE_NOT_CONNECTED, name: s }
              - unload
            """);
        Assert.That(result.StatusOf("s"), Is.EqualTo(NTSTATUS.STATUS_DEVICE_NOT_CONNECTED));
        Assert.That(result.Findings, Is.Empty);
    }

    [Test]
    public void Same_script_gives_the_same_trace_and_random_bytes_are_those_of_the_seed()
    {
        const string below = "below: [ { major: read, put: { into: mdl, data: \"random:8\" } } ]";
        var runs = new[] { "seed: 1\n", "seed: 1\n", "seed: 2\n" }.Select(seed => Run(seed + below, "  - read: { on: h, length: 8, name: r }\n")).ToList();
        Assert.That(runs[1].Run.TraceHash, Is.EqualTo(runs[0].Run.TraceHash));
        Assert.That(runs[1].OutputOf("r"), Is.EqualTo(runs[0].OutputOf("r")));
        Assert.That(runs[2].OutputOf("r"), Is.Not.EqualTo(runs[0].OutputOf("r")));
    }

    [TestCase("below: [ { code: 0x220003, put: { into: argument1, pointer-at: 0x28, data: \"text:reply\" } } ]")]
    [TestCase("below: [ { code: 0x220003, delay: 1ms } ]")]
    public void Exploration_finds_nothing_in_a_good_driver(string below)
    {
        using var runner = new ScenarioRunner();
        var outcome = new Explorer(runner, ModelRun.PlanOf(() => new ForwardingDriver(), $"{below}\n{Begin}{Ask}{End}"))
            .Explore(new ExploreSettings { Strategies = ExploreStrategies.All });
        Assert.That(outcome.Groups.Select(g => g.Exemplar.Title), Is.Empty);
        Assert.That(outcome.Golden.Untested, Is.Null);
        Assert.That(outcome.Golden.Points.Length, Is.GreaterThanOrEqualTo(3));
    }

    [Test]
    public void Remarks_of_an_exploration_are_those_of_its_golden_run()
    {
        using var runner = new ScenarioRunner();
        var golden = new Explorer(runner, ModelRun.PlanOf(() => new ForwardingDriver(), $"{Begin}  - flush: {{ on: h, status: STATUS_NOT_SUPPORTED }}\n{End}")).Record();
        Assert.That(golden.Remarks, Is.EqualTo(new[] { "the lower device was not told how to answer IRP_MJ_FLUSH_BUFFERS" }));
    }

    private static RunResult Run(string below, string steps) => ModelRun.Of(() => new ForwardingDriver(), $"{below}\n{Begin}{steps}{End}");
}
