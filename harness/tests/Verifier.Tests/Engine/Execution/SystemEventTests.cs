using Verifier.Engine.Execution;
using Verifier.Engine.Exploration;
using Verifier.Engine.Verdicts;
using Verifier.Kernel;
using Verifier.Scenarios.Model;

namespace Verifier.Tests.Engine.Execution;

/// <summary><c>system-event:</c> tells the drivers that are registered, and says what came of it.</summary>
public sealed class SystemEventTests
{
    private const string Class = "6d5140c1-7436-11ce-8034-00aa006009fa";

    [Test]
    public void Process_that_comes_and_goes_is_told_to_both_kinds_of_routines()
    {
        var (result, told) = Run(new WatchingDriver(), """
              - system-event: { event: process-create, process: notepad.exe, command-line: notepad.exe letter.txt, name: made }
              - system-event: { event: process-exit, process: notepad.exe }
            """);
        Assert.That(result.Findings, Is.Empty);
        Assert.That(told, Is.EqualTo(new[]
        {
            "process 1004 of 1000: True", @"\??\C:\notepad.exe 'notepad.exe letter.txt' \??\C:\notepad.exe 48 True True",
            "process 1004 of 1000: False", "process 1004 is gone",
        }));
        Assert.That(result.Run.Operations.Single(o => o.Name == "made").Information, Is.EqualTo(2), "routines that were told");
    }

    [Test]
    public void Driver_that_forbids_a_process_decides_the_status()
    {
        var (result, _) = Run(
            new WatchingDriver { Answer = NTSTATUS.STATUS_ACCESS_DENIED },
            "  - system-event: { event: process-create, process: virus.exe, status: STATUS_ACCESS_DENIED, name: made }");
        Assert.That(result.StatusOf("made"), Is.EqualTo(NTSTATUS.STATUS_ACCESS_DENIED));
        Assert.That(result.Untested, Is.Null);
    }

    [Test]
    public void Threads_and_images_are_told()
    {
        var (result, told) = Run(new WatchingDriver(), """
              - system-event: { event: thread-create, process: notepad.exe }
              - system-event: { event: thread-exit, process: notepad.exe }
              - system-event: { event: thread-create }
              - system-event: { event: image-load, image: \Windows\System32\kernel32.dll, process: notepad.exe }
              - system-event: { event: image-load, image: \SystemRoot\System32\drivers\other.sys }
            """);
        Assert.That(result.Findings, Is.Empty);
        Assert.That(told, Is.EqualTo(new[]
        {
            "thread 2004 of 1000: True", "thread 2004 of 1000: False", "thread 2008 of 1004: True",
            @"\Windows\System32\kernel32.dll in 1000: True 3 0", @"\SystemRoot\System32\drivers\other.sys in 0: True 103 0",
        }));
    }

    [Test]
    public void Interfaces_of_the_class_and_hardware_profiles_are_told()
    {
        var (result, told) = Run(new WatchingDriver(), $$"""
              - system-event: { event: interface-arrival, class: {{Class}}, link: \??\USB#1, name: i }
              - system-event: { event: interface-removal, class: {{Class}} }
              - system-event: { event: profile-query-change }
              - system-event: { event: profile-change-complete }
            """);
        Assert.That(result.Findings, Is.Empty);
        Assert.That(told, Is.EqualTo(new[]
        {
            @"cb3a4004-46f0-11d0-b08f-00609713053f True \??\USB#1 30",
            @"cb3a4005-46f0-11d0-b08f-00609713053f True \??\ROOT#SYSTEM-EVENT#0000#{6d5140c1-7436-11ce-8034-00aa006009fa} 30",
            "cb3a4001-46f0-11d0-b08f-00609713053f 1 14", "cb3a4003-46f0-11d0-b08f-00609713053f 1 14",
        }));
        Assert.That(result.Run.Operations.Single(o => o.Name == "i").Information, Is.EqualTo(1));
    }

    [TestCase("profile-query-change", true)]
    [TestCase("profile-change-cancelled", false)]
    public void Routine_may_refuse_a_question_and_nothing_else(string what, bool isQuestion)
    {
        var status = isQuestion ? NTSTATUS.STATUS_UNSUCCESSFUL : NTSTATUS.STATUS_SUCCESS;
        var (result, _) = Run(new WatchingDriver { Answer = NTSTATUS.STATUS_UNSUCCESSFUL }, $"  - system-event: {{ event: {what}, name: q, status: {status.Name} }}");
        Assert.That(result.StatusOf("q"), Is.EqualTo(status));
    }

    [TestCase("interface-arrival, class: 00000000-7436-11ce-8034-00aa006009fa", "PnP notifications of interfaces of the class")]
    [TestCase("target-query-remove", "no driver is registered for this PnP notification")]
    public void Event_that_nobody_is_registered_for_leaves_the_run_inconclusive(string what, string words)
    {
        var (result, told) = Run(new WatchingDriver(), $"  - system-event: {{ event: {what} }}");
        Assert.That(told, Is.Empty);
        Assert.That(result.Untested, Does.Contain(words));
    }

    [TestCase("process")]
    [TestCase("interface")]
    public void Routine_that_is_left_at_unload_is_a_leak(string which)
    {
        var (result, _) = Run(new WatchingDriver { Forgets = which }, "  - advance: 1ms");
        var leak = result.Findings.Single();
        Assert.That((leak.Kind, leak.Ddi), Is.EqualTo((FindingKind.Leak, which == "process" ? "PsSetCreateProcessNotifyRoutine" : "IoRegisterPlugPlayNotification")));
        Assert.That(leak.Title, Does.Contain("registration"));
    }

    [Test]
    public void Process_that_comes_after_the_unload_calls_code_that_is_gone()
    {
        var model = new WatchingDriver { Forgets = "process" };
        var result = ModelRun.Of(() => model, "workload:\n  - load\n  - unload\n  - system-event: { event: process-create, process: a.exe }");
        Assert.That(result.Run.Stop?.BugCheck?.Code, Is.EqualTo(Verifier.Kernel.BugCheckCode.DRIVER_UNLOADED_WITHOUT_CANCELLING_PENDING_OPERATIONS));
    }

    [Test]
    public void Interface_that_comes_after_the_unload_is_told_to_nobody()
    {
        var model = new WatchingDriver { Forgets = "interface" };
        var result = ModelRun.Of(() => model, $"workload:\n  - load\n  - unload\n  - system-event: {{ event: interface-arrival, class: {Class}, name: late }}");
        Assert.That(result.Run.Stop, Is.Null);
        Assert.That(result.Run.Operations.Single(o => o.Name == "late").Note, Does.Contain("no driver is registered"));
    }

    [Test]
    public void Routine_that_changes_the_IRQL_breaks_a_rule()
    {
        var (result, _) = Run(new WatchingDriver { ReturnsAt = KIRQL.APC_LEVEL }, "  - system-event: { event: process-create, process: a.exe }");
        Assert.That(result.Findings.Select(f => f.Kind), Does.Contain(FindingKind.Protocol));
        Assert.That(result.Findings[0].Title, Does.Contain("OnProcess"));
    }

    [Test]
    public void Exploration_tries_every_registration_and_what_routines_do()
    {
        using var runner = new ScenarioRunner();
        var outcome = new Explorer(runner, ModelRun.PlanOf(() => new WatchingDriver { TakesMemory = true }, """
            workload:
              - load
              - system-event: { event: thread-create }
              - unload
            """)).Explore(new ExploreSettings { Strategies = ExploreStrategies.Each });
        Assert.That(outcome.Groups.Select(g => g.Exemplar.Title), Is.Empty);
        Assert.That(outcome.Golden.Points.Select(p => p.Ddi), Is.EqualTo(new[]
        {
            "PsSetCreateProcessNotifyRoutine", "PsSetCreateProcessNotifyRoutineEx", "PsSetCreateThreadNotifyRoutine", "PsSetLoadImageNotifyRoutine",
            "IoRegisterPlugPlayNotification", "IoRegisterPlugPlayNotification", "ExAllocatePoolWithTag",
        }));
        Assert.That(outcome.Golden.Points[^1].Phase, Is.EqualTo(DriverPhase.Notification));
    }

    [Test]
    public void Same_script_gives_the_same_trace()
    {
        const string steps = "  - system-event: { event: process-create, process: a.exe }\n  - system-event: { event: thread-create, process: a.exe }";
        var first = Run(new WatchingDriver(), steps).Result.Run.TraceHash;
        Assert.That(Run(new WatchingDriver(), steps).Result.Run.TraceHash, Is.EqualTo(first));
    }

    private static (RunResult Result, List<string> Told) Run(WatchingDriver model, string steps)
    {
        var result = ModelRun.Of(() => model, $"workload:\n  - load\n{steps}\n  - unload");
        return (result, [.. model.Told]);
    }
}
