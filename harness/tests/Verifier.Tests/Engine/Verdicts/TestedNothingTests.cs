using Verifier.Engine.Execution;
using Verifier.Engine.Exploration;
using Verifier.Engine.Planning;
using Verifier.Kernel;
using Verifier.Scenarios.Model;
using Verifier.Tests.Engine.Execution;

namespace Verifier.Tests.Engine.Verdicts;

/// <summary>A scenario whose operations fail or are skipped without its script saying so proves less than it seems: the run says so.</summary>
public sealed class TestedNothingTests : ScenarioFixture
{
    private const string Good = """
        workload:
          - load
          - open: { device: \Device\Notebook, as: h }
          - ioctl: { on: h, code: 0x222000, in: "text:first", name: note }
          - close: h
          - unload
        """;

    [Test]
    public void Scenario_that_does_what_it_says_is_tested() => Assert.That(Run("leaky-fixed", Good).Untested, Is.Null);

    [Test]
    public void Misspelt_device_names_the_open_and_its_status_first()
    {
        var lines = Run("leaky-fixed", Good.Replace("Notebook", "Notebok", StringComparison.Ordinal)).Untested!.Split('\n');
        Assert.That(lines[0], Does.StartWith("open #2 (line 5) ended with STATUS_OBJECT_NAME_NOT_FOUND; "));
        Assert.That(lines[1], Is.EqualTo("also: note (line 6) was skipped: the handle \"h\" is not open"));
    }

    [Test]
    public void Wrong_control_code_names_the_request_and_its_status() => Assert.That(
        Run("leaky-fixed", Good.Replace("0x222000", "0x222FFC", StringComparison.Ordinal)).Untested,
        Does.StartWith("note (line 6) ended with STATUS_INVALID_DEVICE_REQUEST; ").And.Contain("'status: STATUS_INVALID_DEVICE_REQUEST'"));

    [Test]
    public void Forgotten_start_names_what_was_skipped() =>
        Assert.That(Run("pnp-function-correct", "workload: [load, { open: { device: \\Device\\PnpFunction, as: h } }, { close: h }, unload]").Untested, Does.StartWith("open #2 (line 3) ended with STATUS_"));

    [TestCase("status: STATUS_INVALID_DEVICE_REQUEST")]
    [TestCase("status: [STATUS_SUCCESS, STATUS_INVALID_DEVICE_REQUEST]")]
    public void Error_that_the_script_says_is_meant(string status) => Assert.That(
        Run("leaky-fixed", Good.Replace("code: 0x222000, ", $"code: 0x222FFC, {status}, ", StringComparison.Ordinal)).Untested, Is.Null);

    [Test]
    public void Error_that_a_check_asks_for_is_meant() => Assert.That(Run("leaky-fixed", """
        workload:
          - load
          - open: { device: \Device\Notebook, as: h }
          - ioctl: { on: h, code: 0x222FFC, name: wrong }
          - check: { operation: wrong, status: STATUS_INVALID_DEVICE_REQUEST }
          - close: h
          - unload
        """).Untested, Is.Null);

    [Test]
    public void Status_that_does_not_come_is_told() => Assert.That(
        Run("leaky-fixed", Good.Replace("code: 0x222000, ", "code: 0x222000, status: STATUS_NO_MEMORY, ", StringComparison.Ordinal)).Untested,
        Is.EqualTo("note (line 6) ended with STATUS_SUCCESS; the script says 'status: STATUS_NO_MEMORY': mend the one or the other"));

    [Test]
    public void Failure_that_a_fault_of_the_script_causes_is_meant_and_so_is_what_follows()
    {
        var result = Run("leaky-fixed", Good + "\nfaults: [ { fail: pool, when: { nth: 1 } } ]");
        Assert.That(result.Run.Operations.Any(o => o.Status is { IsError: true }), Is.True);
        Assert.That(result.Untested, Is.Null);
    }

    [Test]
    public void Failure_behind_a_fault_that_comes_without_the_fault_as_well_is_not_the_faults()
    {
        var wrong = Good.Replace("  - close", "  - ioctl: { on: h, code: 0x222FFC, name: wrong }\n  - close", StringComparison.Ordinal);
        var result = Run("leaky-fixed", wrong + "\nfaults: [ { fail: pool, where: { operation: note }, when: { nth: 1 } } ]");
        Assert.That(result.Run.Injections, Has.Length.EqualTo(1));
        Assert.That(result.Untested, Does.StartWith("wrong (line 7) ended with STATUS_INVALID_DEVICE_REQUEST; "));
    }

    [Test]
    public void Failure_that_short_memory_of_the_script_causes_is_meant()
    {
        var result = Run("leaky-fixed", """
            system: { profile: windows-10-x64, nonpaged-pool: 1MiB, paged-pool: 1MiB }
            workload:
              - load
              - open: { device: \Device\Notebook, as: h }
              - pressure: { hold: { bytes: 1MiB, as: hog } }
              - pressure: { hold: { bytes: 1MiB, pool: paged, as: other } }
              - ioctl: { on: h, code: 0x222000, in: "fill:2000:41", name: note }
              - pressure: { release: hog }
              - pressure: { release: other }
              - close: h
              - unload
            """);
        Assert.That(result.Run.Operations.Single(o => o.Name == "note").Status, Is.EqualTo(NTSTATUS.STATUS_INSUFFICIENT_RESOURCES));
        Assert.That(result.Untested, Is.Null);
    }

    [Test]
    public void Exploration_of_it_tells_the_same_and_of_a_good_one_nothing()
    {
        Assert.That(Golden(Good.Replace("Notebook", "Notebok", StringComparison.Ordinal)).Untested, Does.StartWith("open #2 (line 5) ended with STATUS_OBJECT_NAME_NOT_FOUND; "));
        Assert.That(Golden(Good).Untested, Is.Null);
    }

    private static GoldenRecord Golden(string body)
    {
        using var runner = new ScenarioRunner();
        return new Explorer(runner, PlanOf("leaky-fixed", body, new Variation { RestsScriptFaults = true })).Explore(new ExploreSettings { Strategies = ExploreStrategies.Each }).Golden;
    }
}
