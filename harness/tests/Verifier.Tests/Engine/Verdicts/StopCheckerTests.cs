using Verifier.Scenarios.Model;
using Verifier.Tests.Engine.Execution;

namespace Verifier.Tests.Engine.Verdicts;

/// <summary>Findings of bug checks: their first line says what the driver did, wherever it was noticed.</summary>
public sealed class StopCheckerTests : ScenarioFixture
{
    [Test]
    public void Stop_outside_of_the_driver_is_explained_in_its_first_line()
    {
        var finding = Run("lookaside-never-deleted", """
            verifier: [pool-tracking]
            workload: [ load, unload ]
            """).Findings.Single(f => f.Kind == FindingKind.BugCheck);
        Assert.That(finding.Title, Does.Contain("TIMER_OR_DPC_INVALID").And.Contains(": lookaside-never-deleted was unloaded and leaves a lookaside list"));
    }

    [Test]
    public void Stop_in_the_driver_names_the_line_and_what_was_touched_below_it()
    {
        var finding = Run("lookaside-never-misses", """
            workload:
              - load
              - open: { device: \Device\Mailbox, as: h }
              - write: { on: h, data: "text:letter", name: post }
              - close: h
              - unload
            faults: [ { fail: pool, where: { tag: Lttr } } ]
            """).Findings.Single();
        Assert.That(finding.Title, Does.Match(@"in MailboxExtension|in Letter\.|in LookasideNeverMisses\."));
        Assert.That(finding.Details, Has.Some.Contains("wrote to 0x10 (NULL plus 0x10)"));
    }
}
