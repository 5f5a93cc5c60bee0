using Verifier.Engine.Execution;
using Verifier.Engine.Exploration;
using Verifier.Engine.Planning;
using Verifier.Engine.Replay;
using Verifier.Engine.Tokens;
using Verifier.Engine.Verdicts;

namespace Verifier.Tests.Engine.Replay;

/// <summary>ARCHITECTURE.md D4: the same plan is the same run, after any other runs of the machine and beside any other work.</summary>
public sealed class DeterminismTests
{
    private const int Plans = 40;

    [TestCase(1)]
    [TestCase(2)]
    [TestCase(3)]
    [TestCase(4)]
    public void Any_plan_gives_the_same_run_again_on_a_used_machine(int seed)
    {
        using var runner = new ScenarioRunner();
        foreach (var plan in new PlanSource(seed).Take(Plans))
        {
            var first = runner.Run(plan);
            AssertSame(runner.Run(plan), first);
        }
    }

    [TestCase(5)]
    [TestCase(6)]
    public void Any_plan_gives_the_same_run_on_another_machine_after_other_runs(int seed)
    {
        var plans = new PlanSource(seed).Take(Plans);
        using var forwards = new ScenarioRunner();
        using var backwards = new ScenarioRunner();
        var there = plans.Select(p => forwards.Run(p)).ToList();
        var back = plans.Reverse().Select(p => backwards.Run(p)).Reverse().ToList();
        for (var i = 0; i < plans.Count; i++)
        {
            AssertSame(back[i], there[i]);
        }
    }

    [TestCase(7)]
    public void Any_plan_gives_the_same_run_beside_another_job(int seed)
    {
        var plans = new PlanSource(seed).Take(Plans);
        var alone = RunAll(plans);
        var jobs = Enumerable.Range(0, 2).Select(_ => Task.Run(() => RunAll(plans))).ToArray();
        foreach (var job in jobs)
        {
            Assert.That(job.Result.Select(r => r.Token), Is.EqualTo(alone.Select(r => r.Token)));
        }
    }

    [TestCase(8)]
    public void Keeping_the_trace_changes_nothing_and_every_event_is_the_same(int seed)
    {
        using var runner = new ScenarioRunner();
        using var other = new ScenarioRunner();
        var keeping = new RunOptions { KeepTrace = true };
        foreach (var plan in new PlanSource(seed).Take(Plans))
        {
            var kept = runner.Run(plan, keeping);
            AssertSame(other.Run(plan), kept);
            Assert.That(Lines(other.Run(plan, keeping)), Is.EqualTo(Lines(kept)), kept.Token);
        }
    }

    [Test]
    public void Another_fault_point_gives_another_trace()
    {
        using var runner = new ScenarioRunner();
        ulong HashOf(params FaultPointRef[] points) =>
            runner.Run(PlanSource.Make("retry-transient", "retrier-fixed", [.. points])).Run.TraceHash;
        var hashes = new[] { HashOf(), HashOf(new FaultPointRef(1, false)), HashOf(new FaultPointRef(2, false)) };
        Assert.That(hashes, Is.Unique);
    }

    private static List<RunResult> RunAll(IReadOnlyList<Plan> plans)
    {
        using var runner = new ScenarioRunner();
        return [.. plans.Select(p => runner.Run(p))];
    }

    private static IEnumerable<string> Lines(RunResult result) => result.Run.Trace.Select(e => e.ToString());

    private static void AssertSame(RunResult actual, RunResult expected)
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(actual.Token, Is.EqualTo(expected.Token), "the trace hash is in the token");
            Assert.That(actual.Findings.Select(f => f.Title), Is.EqualTo(expected.Findings.Select(f => f.Title)), expected.Token);
            Assert.That(actual.Run.Calls, Is.EqualTo(expected.Run.Calls), expected.Token);
            Assert.That(actual.Run.VirtualTime, Is.EqualTo(expected.Run.VirtualTime), expected.Token);
            Assert.That(actual.Run.Counters, Is.EqualTo(expected.Run.Counters), expected.Token);
        }

        Assert.That(ReplayToken.TryParse(expected.Token, out var token, out var error), Is.True, error);
        Assert.That(Replayer.Compare(token!, actual).Differences, Is.Empty, expected.Token);
    }
}
