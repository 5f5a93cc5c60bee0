using System.Text;
using Verifier.Engine.Execution;
using Verifier.Engine.Exploration;
using Verifier.Engine.Planning;
using Verifier.Engine.Verdicts;
using Verifier.Kernel;
using Verifier.Scenarios;
using Verifier.Scenarios.Model;
using Verifier.Scenarios.Surroundings;

namespace Verifier.Tests.Engine.Execution;

/// <summary>Applications that a script names are owners of their own: of locks, and as processes.</summary>
public sealed class TwoApplicationsTests
{
    private const string TwoProcesses = """
          - open: { device: \Device\Owned, as: a, process: first.exe }
          - open: { device: \Device\Owned, as: b, process: second.exe }
          - ioctl: { on: a, code: 0x222000, name: one }
          - ioctl: { on: b, code: 0x222000, name: two }
        """;

    private const string OneProcess = """
          - open: { device: \Device\Owned, as: a, process: first.exe }
          - open: { device: \Device\Owned, as: b, process: FIRST.EXE }
          - ioctl: { on: a, code: 0x222000, name: one }
          - ioctl: { on: b, code: 0x222000, name: two }
        """;

    [TestCase(Held.Resource)]
    [TestCase(Held.Mutex)]
    [TestCase(Held.FastMutex)]
    public void Lock_that_one_application_holds_is_not_free_to_another(Held what)
    {
        var result = Run(TwoProcesses, d => Take(d, what));
        Assert.That(StatusOf(result, "one"), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        Assert.That(StatusOf(result, "two"), Is.EqualTo(NTSTATUS.STATUS_DEVICE_BUSY));
    }

    [TestCase(Held.Resource)]
    [TestCase(Held.Mutex)]
    public void Lock_of_an_application_is_its_own_again_through_another_handle(Held what)
    {
        var result = Run(OneProcess, d => Take(d, what));
        Assert.That(StatusOf(result, "two"), Is.EqualTo(NTSTATUS.STATUS_SUCCESS), "recursion");
    }

    [Test]
    public void Driver_that_returns_to_one_application_with_a_resource_lets_the_other_hang()
    {
        var result = Run(TwoProcesses, d => Keep(d, releases: false));
        Assert.That(result.Findings.Select(f => f.Kind), Does.Contain(FindingKind.Hang));
        Assert.That(result.Findings.Single(f => f.Kind == FindingKind.Hang).Title, Does.Contain("second.exe").And.Contain("the resource at"));
    }

    [Test]
    public void Driver_that_releases_its_resource_serves_both_applications()
    {
        var result = Run(TwoProcesses, d => Keep(d, releases: true));
        Assert.That(result.Findings, Is.Empty);
        Assert.That(StatusOf(result, "two"), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
    }

    [TestCase(TwoProcesses, false)]
    [TestCase(OneProcess, true)]
    public void Driver_tells_applications_by_their_process(string steps, bool same)
    {
        var seen = new List<(ulong Process, ulong Id)>();
        var result = Run(steps, d =>
        {
            seen.Add((d.PsGetCurrentProcess().Address, d.PsGetCurrentProcessId()));
            return NTSTATUS.STATUS_SUCCESS;
        });
        Assert.That(result.Findings, Is.Empty);
        Assert.That(seen.Distinct().Count(), Is.EqualTo(same ? 1 : 2));
        Assert.That(seen.Select(s => s.Id), Has.None.EqualTo(4).And.None.EqualTo(0));
    }

    [Test]
    public void Handle_is_closed_in_the_process_that_opened_it()
    {
        var closers = new List<ulong>();
        var openers = new List<ulong>();
        Run(
            """
              - open: { device: \Device\Owned, as: a, process: first.exe }
              - open: { device: \Device\Owned, as: b, process: second.exe }
              - close: a
              - close: b
            """,
            _ => NTSTATUS.STATUS_SUCCESS,
            (d, major) => (major == IRP_MJ.IRP_MJ_CLEANUP ? closers : openers).Add(d.PsGetCurrentProcessId()));
        Assert.That(openers, Has.Count.EqualTo(2).And.Unique);
        Assert.That(closers, Is.EqualTo(openers));
    }

    [Test]
    public void Threads_of_a_parallel_step_work_for_the_applications_of_the_handles_they_use()
    {
        var seen = new List<(ulong Thread, ulong Process)>();
        var result = Run(
            """
              - open: { device: \Device\Owned, as: a, process: first.exe }
              - open: { device: \Device\Owned, as: b, process: second.exe }
              - parallel:
                  count: 2
                  do:
                    - ioctl: { on: a, code: 0x222000 }
                    - ioctl: { on: b, code: 0x222000 }
                    - ioctl: { on: a, code: 0x222000 }
              - ioctl: { on: a, code: 0x222000, name: after }
            """,
            d =>
            {
                seen.Add((d.PsGetCurrentThread().Address, d.PsGetCurrentProcessId()));
                return Keep(d, releases: true);
            });
        Assert.That(result.Findings, Is.Empty);
        Assert.That(StatusOf(result, "after"), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        Assert.That(seen.Select(s => s.Process).Distinct().Count(), Is.EqualTo(2));
        Assert.That(seen.Take(6).Distinct().Count(), Is.EqualTo(4), "two threads in each of two processes");
    }

    [Test]
    public void Many_threads_of_many_applications_find_room()
    {
        var opens = string.Concat(Enumerable.Range(0, 40).Select(i => $"  - open: {{ device: '\\Device\\Owned', as: h{i}, process: app{i}.exe }}\n"));
        var sends = string.Concat(Enumerable.Range(0, 40).Select(i => $"        - ioctl: {{ on: h{i}, code: 0x222000 }}\n"));
        var seen = new HashSet<ulong>();
        var result = Run($"{opens}  - parallel:\n      count: 30\n      do:\n{sends}", d =>
        {
            seen.Add(d.PsGetCurrentProcessId());
            return Keep(d, releases: true);
        });
        Assert.That(result.Findings, Is.Empty);
        Assert.That(seen, Has.Count.EqualTo(40));
    }

    [Test]
    public void Thread_of_a_parallel_step_that_ends_with_a_lock_of_one_application_is_found()
    {
        var result = Run(
            """
              - open: { device: \Device\Owned, as: a, process: first.exe }
              - open: { device: \Device\Owned, as: b, process: second.exe }
              - parallel:
                  count: 2
                  do:
                    - ioctl: { on: a, code: 0x222000 }
                    - ioctl: { on: b, code: 0x222000 }
            """,
            d => Take(d, Held.Resource));
        Assert.That(result.Findings.Any(f => f.BugCheck is { P1: 0x100A }), result.Findings.Length.ToString());
    }

    /// <summary>What a driver of these tests takes and keeps.</summary>
    public enum Held
    {
        Resource,
        Mutex,
        FastMutex,
    }

    private static NTSTATUS Take(Owner driver, Held what)
    {
        driver.KeEnterCriticalRegion();
        var taken = what switch
        {
            Held.Resource => driver.ExAcquireResourceExclusiveLite(driver.Resource, wait: false),
            Held.Mutex => driver.KeWaitForSingleObject(driver.Mutex, timeout: 0) == NTSTATUS.STATUS_SUCCESS,
            _ => driver.ExTryToAcquireFastMutex(driver.FastMutex),
        };
        driver.KeLeaveCriticalRegion();
        return taken ? NTSTATUS.STATUS_SUCCESS : NTSTATUS.STATUS_DEVICE_BUSY;
    }

    private static NTSTATUS Keep(Owner driver, bool releases)
    {
        driver.KeEnterCriticalRegion();
        driver.ExAcquireResourceExclusiveLite(driver.Resource, wait: true);
        if (releases)
        {
            driver.ExReleaseResourceLite(driver.Resource);
        }

        driver.KeLeaveCriticalRegion();
        return NTSTATUS.STATUS_SUCCESS;
    }

    private static NTSTATUS? StatusOf(RunResult result, string name) => result.Run.Operations.Single(o => o.Name == name).Status;

    private static RunResult Run(string steps, Func<Owner, NTSTATUS> control, Action<Owner, IRP_MJ>? opening = null)
    {
        var text = $"scenario: test\ndrivers: [\"*\"]\nworkload:\n  - load\n{steps}\n";
        var document = ScenarioReader.Read("test.yaml", Encoding.UTF8.GetBytes(text), KernelNames.Instance, new ScenarioFolder("."));
        Assert.That(document.Diagnostics, Is.Empty);
        var under = new DriverUnderTest("owner", string.Empty, "0", "Tests", StacksAreStable: true, () => new Owner(control, opening));
        using var runner = new ScenarioRunner();
        return runner.Run(Planner.Make(new ScenarioScript(document.Scenario!, "test.yaml", document.ContentHash), under));
    }

    /// <summary>A driver with one lock of each kind in its data; what a control request does is the test's.</summary>
    private sealed class Owner(Func<Owner, NTSTATUS> control, Action<Owner, IRP_MJ>? opening) : DriverModel
    {
        public override string Name => "owner";

        public override int DataBytes => 4096;

        public Pointer Resource => Data;

        public Pointer Mutex => Data + 0x100;

        public Pointer FastMutex => Data + 0x200;

        public override NTSTATUS DriverEntry(DriverObject driverObject, UnicodeString registryPath)
        {
            ExInitializeResourceLite(Resource);
            KeInitializeMutex(Mutex);
            ExInitializeFastMutex(FastMutex);
            driverObject.SetMajorFunction(IRP_MJ.IRP_MJ_DEVICE_CONTROL, (_, irp) => Complete(irp, control(this)));
            foreach (var major in (ReadOnlySpan<IRP_MJ>)[IRP_MJ.IRP_MJ_CREATE, IRP_MJ.IRP_MJ_CLEANUP])
            {
                driverObject.SetMajorFunction(major, (_, irp) =>
                {
                    opening?.Invoke(this, major);
                    return Complete(irp, NTSTATUS.STATUS_SUCCESS);
                });
            }

            driverObject.SetMajorFunction(IRP_MJ.IRP_MJ_CLOSE, (_, irp) => Complete(irp, NTSTATUS.STATUS_SUCCESS));
            return IoCreateDevice(driverObject, 0, @"\Device\Owned", FILE_DEVICE.FILE_DEVICE_UNKNOWN, 0, exclusive: false, out var _);
        }

        private NTSTATUS Complete(Irp irp, NTSTATUS status)
        {
            irp.Status = status;
            irp.Information = 0;
            IoCompleteRequest(irp);
            return status;
        }
    }
}
