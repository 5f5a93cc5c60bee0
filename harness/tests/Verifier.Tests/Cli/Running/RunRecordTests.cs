using Verifier.Cli.Host;
using Verifier.Cli.Loading;
using Verifier.Cli.Running;

namespace Verifier.Tests.Cli.Running;

public sealed class RunRecordTests
{
    [Test]
    public void Of_run_without_findings_is_a_pass() =>
        Assert.That(Record(Sample.Plan()).Verdict, Is.EqualTo(Verdict.Pass));

    [Test]
    public void Of_expected_finding_is_a_finding_and_marks_it()
    {
        var plan = Sample.Plan(expectations: Sample.ExpectsLeak);
        var record = RunRecord.Of(new PlannedRun(plan), Sample.Result(plan, Sample.Leak()));
        Assert.That(record.Verdict, Is.EqualTo(Verdict.Finding));
        Assert.That(record.Findings.Single().IsExpected, Is.True);
    }

    [Test]
    public void Of_unexpected_finding_after_a_fault_is_a_surprise()
    {
        var plan = Sample.Plan();
        var record = RunRecord.Of(new PlannedRun(plan), Sample.Result(plan, Sample.Leak()));
        Assert.That(record.Verdict, Is.EqualTo(Verdict.Surprise));
        Assert.That(record.Findings.Single().IsExpected, Is.False);
    }

    [Test]
    public void Of_missing_finding_is_a_surprise() =>
        Assert.That(Record(Sample.Plan(expectations: Sample.ExpectsLeak)).Verdict, Is.EqualTo(Verdict.Surprise));

    [Test]
    public void Of_unexpected_finding_without_a_fault_is_broken()
    {
        var plan = Sample.Plan();
        Assert.That(RunRecord.Of(new PlannedRun(plan), Sample.Result(plan, Sample.Stop())).Verdict, Is.EqualTo(Verdict.Broken));
    }

    [TestCase(Verdict.Pass, ExitCode.Ok)]
    [TestCase(Verdict.Finding, ExitCode.Ok)]
    [TestCase(Verdict.Surprise, ExitCode.Unexpected)]
    [TestCase(Verdict.Broken, ExitCode.FailsWithoutFault)]
    [TestCase(Verdict.Inconclusive, ExitCode.Inconclusive)]
    [TestCase(Verdict.Error, ExitCode.Internal)]
    public void ExitCode_of_a_verdict(object verdict, object code) =>
        Assert.That(((Verdict)verdict).ExitCode(), Is.EqualTo((ExitCode)code));

    private static RunRecord Record(global::Verifier.Engine.Planning.Plan plan) => RunRecord.Of(new PlannedRun(plan), Sample.Result(plan));
}
