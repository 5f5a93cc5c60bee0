using Verifier.Engine.Verdicts;
using Verifier.Scenarios.Model;
using Verifier.Tests.Engine.Execution;

namespace Verifier.Tests.Engine.Verdicts;

/// <summary>Findings of leaks: one each, and about the failure that led there.</summary>
public sealed class LeakCheckerTests : ScenarioFixture
{
    [Test]
    public void What_a_failed_START_left_is_not_reported_again_at_Unload()
    {
        var leaks = LeaksOf("pnp-function-flawed", """
            workload: [ load, start, unload ]
            faults: [ { fail: IoAllocateWorkItem } ]
            """);
        Assert.That(leaks, Has.Count.EqualTo(1));
        Assert.That(leaks[0].Title, Does.Contain("after the failed start of its device the driver still holds an MDL of 512 bytes"));
    }

    [Test]
    public void Cause_is_the_first_failure_after_the_acquisition()
    {
        var leaks = LeaksOf("leaky-error-path", """
            workload:
              - load
              - open: { device: \Device\Notebook, as: h }
              - ioctl: { on: h, code: 0x222000, in: "text:leaks" }
              - ioctl: { on: h, code: 0x222000, in: "text:does not" }
              - close: h
              - unload
            faults:
              - { fail: pool, where: { tag: NTxt }, when: { nth: 1 } }
              - { fail: pool, where: { tag: Note }, when: { nth: 2 } }
            """);
        Assert.That(leaks.Select(l => l.Cause?.Tag?.ToString()), Is.EqualTo(new[] { "NTxt" }));
    }

    private static List<Finding> LeaksOf(string driver, string body) =>
        [.. Run(driver, body).Findings.Where(f => f.Kind == FindingKind.Leak)];
}
