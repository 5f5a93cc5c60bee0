using Verifier.Kernel;
using Verifier.Tests.Kernel.Io;

namespace Verifier.Tests.Kernel.Ps;

/// <summary>
/// Registering and removing, as the pages PsSetCreateProcessNotifyRoutine(Ex), PsSetCreateThreadNotifyRoutine, PsRemoveLoadImageNotifyRoutine and
/// IoRegisterPlugPlayNotification have it.
/// </summary>
public sealed class NotifyRoutineTests : IoFixture
{
    private TestDriver _driver = null!;

    [SetUp]
    public void Load()
    {
        _driver = new TestDriver();
        Machine.Drivers.Load(_driver);
        Machine.Caller = _driver.Image;
    }

    [Test]
    public void Process_routine_is_registered_once()
    {
        Assert.That(_driver.PsSetCreateProcessNotifyRoutine(OnProcess, remove: false), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        Assert.That(_driver.PsSetCreateProcessNotifyRoutine(OnProcess, remove: false), Is.EqualTo(NTSTATUS.STATUS_INVALID_PARAMETER));
        Assert.That(Registrations(), Is.EqualTo(1));
        Assert.That(_driver.PsSetCreateProcessNotifyRoutine(OnProcess, remove: true), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        Assert.That(_driver.PsSetCreateProcessNotifyRoutine(OnProcess, remove: true), Is.EqualTo(NTSTATUS.STATUS_PROCEDURE_NOT_FOUND));
        Assert.That(Registrations(), Is.Zero);
    }

    [Test]
    public void Limit_is_an_invalid_parameter_for_processes_and_a_lack_of_resources_for_images()
    {
        var routines = Enumerable.Range(0, 65).Select(i => new CREATE_PROCESS_NOTIFY_ROUTINE((_, _, _) => _ = i)).ToList();
        Assert.That(routines.Take(64).Select(r => _driver.PsSetCreateProcessNotifyRoutine(r, remove: false)), Has.All.EqualTo(NTSTATUS.STATUS_SUCCESS));
        Assert.That(_driver.PsSetCreateProcessNotifyRoutine(routines[64], remove: false), Is.EqualTo(NTSTATUS.STATUS_INVALID_PARAMETER));
        Assert.That(Enumerable.Range(0, 64).Select(_ => _driver.PsSetLoadImageNotifyRoutine(OnImage)), Has.All.EqualTo(NTSTATUS.STATUS_SUCCESS));
        Assert.That(_driver.PsSetLoadImageNotifyRoutine(OnImage), Is.EqualTo(NTSTATUS.STATUS_INSUFFICIENT_RESOURCES));
    }

    [Test]
    public void Routine_that_is_not_registered_is_not_removed()
    {
        Assert.That(_driver.PsRemoveCreateThreadNotifyRoutine(OnThread), Is.EqualTo(NTSTATUS.STATUS_PROCEDURE_NOT_FOUND));
        Assert.That(_driver.PsRemoveLoadImageNotifyRoutine(OnImage), Is.EqualTo(NTSTATUS.STATUS_PROCEDURE_NOT_FOUND));
        Assert.That(_driver.PsSetCreateThreadNotifyRoutine(OnThread), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        Assert.That(_driver.PsRemoveCreateThreadNotifyRoutine(OnThread), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
    }

    [TestCase(IO_NOTIFICATION_EVENT_CATEGORY.EventCategoryReserved, true)]
    [TestCase(IO_NOTIFICATION_EVENT_CATEGORY.EventCategoryHardwareProfileChange, true)]
    [TestCase(IO_NOTIFICATION_EVENT_CATEGORY.EventCategoryTargetDeviceChange, false)]
    public void PnP_notification_needs_the_data_of_its_category(IO_NOTIFICATION_EVENT_CATEGORY category, bool hasData)
    {
        var driverObject = new DriverObject(new Pointer(Machine, Machine.Io.Drivers.Find(_driver.Name)!.DriverObject));
        var data = hasData ? new Pointer(Machine, Machine.KernelData.SystemProcess) : default;
        var status = _driver.IoRegisterPlugPlayNotification(category, 0, data, driverObject, (_, _) => NTSTATUS.STATUS_SUCCESS, default, out _);
        Assert.That(status, Is.EqualTo(NTSTATUS.STATUS_INVALID_PARAMETER));
        Assert.That(_driver.IoUnregisterPlugPlayNotification(data), Is.EqualTo(NTSTATUS.STATUS_INVALID_PARAMETER));
    }

    [Test]
    public void Routine_that_removes_itself_waits_for_its_own_end()
    {
        CREATE_THREAD_NOTIFY_ROUTINE routine = null!;
        routine = (_, _, _) => _driver.PsRemoveCreateThreadNotifyRoutine(routine);
        _driver.PsSetCreateThreadNotifyRoutine(routine);
        Machine.Caller = null;
        Assert.That(() => Operation.Run(Machine, Machine.ProcessEvents.CreateThread("a.exe")), Throws.Exception);
        Assert.That(Machine.Stopped, Is.Not.Null);
        Assert.That(Machine.Stopped!.Detail, Does.Contain("which is being removed"));
    }

    private int Registrations() => Machine.Resources.HeldBy(_driver.Image).Count(r => r.Kind == ResourceKind.Registration);

    private static void OnProcess(ulong parentId, ulong processId, bool create)
    {
    }

    private static void OnThread(ulong processId, ulong threadId, bool create)
    {
    }

    private static void OnImage(UnicodeString name, ulong processId, ImageInfo info)
    {
    }
}
