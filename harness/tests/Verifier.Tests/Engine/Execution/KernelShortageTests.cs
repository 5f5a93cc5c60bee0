using Verifier.Engine.Execution;
using Verifier.Engine.Exploration;
using Verifier.Engine.Observation;
using Verifier.Kernel;
using Verifier.Scenarios.Model;

namespace Verifier.Tests.Engine.Execution;

/// <summary>A script that leaves the kernel itself too little memory says nothing of the driver: no finding, and no pass either.</summary>
public sealed class KernelShortageTests : ScenarioFixture
{
    private const string Small = "system: { profile: windows-10-x64, nonpaged-pool: 1MiB }\n";

    private const string HoldBeforeRemove = Small +
        """
        workload:
          - load
          - start
          - pressure: { hold: { bytes: 1MiB, as: hog } }
          - remove: { name: remove }
          - pressure: { release: hog }
          - unload: { name: unload }
        """;

    private const string HoldBeforeRead = Small +
        """
        workload:
          - load
          - open: { device: \Device\Notebook, as: h }
          - pressure: { hold: { bytes: 1MiB, as: hog } }
          - ioctl: { on: h, code: 0x222000, in: "text:note", name: note }
          - pressure: { release: hog }
          - check: { operation: note, status: STATUS_SUCCESS }
          - close: h
          - unload
        """;

    [TestCase("pnp-function-correct", HoldBeforeRemove, "unload: the unload was refused")]
    [TestCase("leaky-fixed", HoldBeforeRead, "the kernel itself was short of memory during note")]
    public void Run_is_neither_a_finding_nor_a_pass(string driver, string body, string reason)
    {
        var result = Run(driver, body);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(result.Findings, Is.Empty);
            Assert.That(result.IsAsExpected, Is.True);
            Assert.That(result.FailsWithoutFault, Is.False);
            Assert.That(result.Untested, Does.Contain(reason));
            Assert.That(result.Run.KernelShortages, Is.Positive);
            Assert.That(result.Run.RealFailures, Is.Zero, "no call of the driver's failed");
        }
    }

    [TestCase("pnp-function-correct", HoldBeforeRemove)]
    [TestCase("leaky-fixed", HoldBeforeRead)]
    public void Exploration_blames_nobody_for_it(string driver, string body)
    {
        using var runner = new ScenarioRunner();
        var outcome = new Explorer(runner, PlanOf(driver, body)).Explore(new ExploreSettings { Strategies = ExploreStrategies.All });
        using (Assert.EnterMultipleScope())
        {
            Assert.That(outcome.Golden.Untested, Is.Not.Null);
            Assert.That(outcome.Golden.RanShort, Is.True);
            Assert.That(outcome.FailsWithoutFault, Is.False);
            Assert.That(outcome.Groups.Select(g => g.Exemplar.Title), Is.Empty);
        }
    }

    [Test]
    public void Driver_that_leaks_is_found_all_the_same()
    {
        var body = HoldBeforeRead.Replace("  - close", "  - ioctl: { on: h, code: 0x222000, in: \"text:note\" }\n  - close", StringComparison.Ordinal);
        Assert.That(Run("leaky-unload", body).Findings.Single().Kind, Is.EqualTo(FindingKind.Leak));
    }

    [Test]
    public void Check_that_fails_where_the_kernel_had_memory_is_a_finding_all_the_same()
    {
        var body = HoldBeforeRead
            .Replace("operation: note, status: STATUS_SUCCESS", "operation: after, status: STATUS_UNSUCCESSFUL", StringComparison.Ordinal)
            .Replace("  - check", "  - ioctl: { on: h, code: 0x222000, in: \"text:note\", name: after }\n  - check", StringComparison.Ordinal);
        var result = Run("leaky-fixed", body);
        Assert.That(result.Findings.Single().Kind, Is.EqualTo(FindingKind.StateLost));
    }

    [Test]
    public void Operation_that_the_driver_had_no_memory_for_is_the_scripts_wish_and_the_run_a_pass()
    {
        var result = Run("pnp-function-correct", """
            system: { profile: windows-10-x64, paged-pool: 1MiB }
            workload:
              - load
              - start
              - open: { device: \Device\PnpFunction, as: h }
              - pressure: { hold: { bytes: 1MiB, as: hog, pool: paged } }
              - ioctl: { on: h, code: 0x222004, out: 8, name: range }
              - pressure: { release: hog }
              - close: h
              - remove
              - unload
            """);
        Assert.That(result.Run.Operations.Single(o => o.Name == "range").Status, Is.EqualTo(NTSTATUS.STATUS_INSUFFICIENT_RESOURCES));
        Assert.That(result.Run.RealFailures, Is.Positive);
        Assert.That(result.Findings, Is.Empty);
        Assert.That(result.Untested, Is.Null);
    }

    [Test]
    public void Operation_says_that_the_kernel_was_short_during_it_and_no_other_does()
    {
        var run = Run("pnp-function-correct", HoldBeforeRemove).Run;
        Assert.That(run.Operations.Where(o => o.RanShort).Select(o => o.Name), Is.EqualTo(new[] { "remove" }));
        Assert.That(run.Operations.Single(o => o.Name == "unload").State, Is.EqualTo(OperationState.Unjudged));
    }

    [Test]
    public void Remove_that_succeeds_once_the_memory_is_back_is_judged()
    {
        var result = Run("pnp-function-correct", HoldBeforeRemove.Replace("  - unload", "  - remove\n  - unload", StringComparison.Ordinal));
        Assert.That(result.Untested, Is.Null);
        Assert.That(result.Run.Censuses.Select(c => c.Point), Is.EqualTo(new[] { CensusPoint.Remove, CensusPoint.Unload }));
    }
}
