using Verifier.Cli.Loading;
using Verifier.Cli.Output;
using Verifier.Cli.Running;
using Verifier.Tests.Cli.Running;

namespace Verifier.Tests.Cli.Output;

/// <summary>The table and the details as they are printed, to the byte.</summary>
public sealed class VerdictTableTests
{
    [Test]
    public void Write_all_verdicts()
    {
        using var output = new StringWriter { NewLine = "\n" };
        VerdictTable.Write(output, Records(), hasColours: false);
        Assert.That(output.ToString(), Is.EqualTo(string.Join(
            '\n',
            "scenario      driver  verdict       faults  absorbed  propagated  findings",
            "leak          array   finding            1         0           0  leak x2 (expected)",
            "update        array   pass               1         0           0",
            "update-crash  array   broken             1         0           0  bugcheck (unexpected)",
            "update-leak   array   surprise           1         0           0  leak (unexpected)",
            "zz            array   inconclusive       0         0           0",
            "",
            "5 runs: 1 pass, 1 finding, 1 surprise, 1 broken, 1 inconclusive",
            "")));
    }

    [Test]
    public void Summary_adds_up()
    {
        Assert.That(VerdictTable.Summary([]), Is.EqualTo("0 runs"));
        Assert.That(VerdictTable.Summary([.. Records().Take(1)]), Is.EqualTo("1 run: 1 finding"));
    }

    [Test]
    public void Details_show_what_is_not_as_it_should_be_with_its_replay_command() => Assert.That(Details(isDetailed: false), Is.EqualTo(string.Join(
        '\n',
        "",
        "broken: update-crash with array (scenarios/fast/update-crash.yaml)",
        "  unexpected bugcheck: the driver touched NULL",
        "  replay: dotnet verifier replay vr3.TOKEN.00000000",
        "",
        "surprise: update-leak with array (scenarios/fast/update-leak.yaml)",
        @"  unexpected leak: 64\u001B[31m bytes were left behind",
        "    pool block of 64 bytes",
        "    from ExAllocatePoolWithTag",
        "  replay: dotnet verifier replay vr3.TOKEN.00000000",
        "",
        "inconclusive: zz with array (scenarios/fast/zz.yaml)",
        "  not yet",
        "")));

    [Test]
    public void Details_detailed_show_expected_findings_compactly() => Assert.That(Details(isDetailed: true), Does.StartWith(string.Join(
        '\n',
        "",
        "finding: leak with array (scenarios/fast/leak.yaml)",
        "  expected leak: 64 bytes were left behind",
        "  expected leak: one more",
        "  replay: dotnet verifier replay vr3.TOKEN.00000000",
        "",
        "broken: ")));

    [Test]
    public void Details_of_a_missing_finding_say_what_was_expected()
    {
        var plan = Sample.Plan(expectations: Sample.ExpectsLeak);
        using var output = new StringWriter { NewLine = "\n" };
        new RunDetails(output, _ => "r", hasColours: false).Write(RunRecord.Of(new PlannedRun(plan), Sample.Result(plan)), isDetailed: false);
        Assert.That(output.ToString(), Does.Contain("\n  expected a finding \"leak\", found 0\n"));
    }

    [Test]
    public void Remark_is_shown_of_a_run_that_passes_and_comes_through_a_worker()
    {
        var plan = Sample.Plan();
        var made = RunRecord.Of(new PlannedRun(plan), Sample.Result(plan)) with { Remarks = ["the lower device was not told how to answer IRP_MJ_READ"] };
        var record = RunAnswer.Of(made).ToRecord(plan);
        using var output = new StringWriter { NewLine = "\n" };
        new RunDetails(output, _ => "r", hasColours: false).Write(record, isDetailed: false);
        Assert.That(output.ToString(), Does.StartWith("\npass: ").And.Contain("\n  remark: the lower device was not told how to answer IRP_MJ_READ\n"));
        Assert.That(record.Line, Does.Contain("\"remarks\":[\"the lower device was not told how to answer IRP_MJ_READ\"]"));
    }

    private static string Details(bool isDetailed)
    {
        using var output = new StringWriter { NewLine = "\n" };
        var details = new RunDetails(output, _ => "dotnet verifier replay", hasColours: false);
        foreach (var record in Records())
        {
            details.Write(record, isDetailed);
        }

        return output.ToString();
    }

    private static RunRecord[] Records()
    {
        var leak = Sample.Plan("leak", "array", Sample.ExpectsLeak);
        var crash = Sample.Plan("update-crash");
        var leaks = Sample.Plan("update-leak");
        var pass = Sample.Plan();
        return
        [
            RunRecord.Of(new PlannedRun(leak), Sample.Result(leak, Sample.Leak(), Sample.Leak("one more"))),
            RunRecord.Of(new PlannedRun(pass), Sample.Result(pass)),
            RunRecord.Of(new PlannedRun(crash), Sample.Result(crash, Sample.Stop())),
            RunRecord.Of(new PlannedRun(leaks), Sample.Result(leaks, Sample.Leak("64\u001b[31m bytes were left behind"))),
            RunRecord.Without(new PlannedRun(Sample.Plan("zz")), Verdict.Inconclusive, "not yet"),
        ];
    }
}
