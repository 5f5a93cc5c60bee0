using Verifier.Kernel;
using Verifier.Tests.Kernel.Io;

namespace Verifier.Tests.Kernel.Threads;

/// <summary>The kernel says what it calls a routine of a driver as.</summary>
public sealed class RoutineKindTests : IoFixture
{
    [Test]
    public void Each_call_of_a_driver_is_told_with_its_kind()
    {
        var kinds = new KindObserver();
        Machine.Executor.Observer = kinds;
        var driver = new TestDriver();
        driver.On(IRP_MJ.IRP_MJ_DEVICE_CONTROL, (device, irp) =>
        {
            driver.KeInitializeDpc(driver.Globals, (_, _, _, _) => { });
            driver.KeInsertQueueDpc(driver.Globals);
            var item = driver.IoAllocateWorkItem(device);
            driver.IoQueueWorkItem(item, (_, _) => driver.IoFreeWorkItem(item), WORK_QUEUE_TYPE.DelayedWorkQueue, default);
            return driver.Complete(irp, NTSTATUS.STATUS_SUCCESS);
        });
        Load(driver);
        var file = Open();
        kinds.Seen.Clear();
        Requests.DeviceControl(file, Buffered, default, 0);
        Machine.Scheduler.Yield();
        Assert.That(kinds.Seen, Is.EqualTo(new[] { RoutineKind.Dispatch, RoutineKind.Dpc, RoutineKind.WorkItem }));
    }

    [Test]
    public void Load_and_unload_are_told_with_their_kinds()
    {
        var kinds = new KindObserver();
        Machine.Executor.Observer = kinds;
        Load(new TestDriver());
        Machine.Drivers.Unload("test-driver");
        Assert.That(kinds.Seen, Is.EqualTo(new[] { RoutineKind.DriverEntry, RoutineKind.Unload }));
    }

    [Test]
    public void Kind_is_that_of_the_running_routine_and_none_outside()
    {
        var inside = RoutineKind.None;
        Load(new TestDriver { OnUnload = driver => inside = Machine.CurrentRoutineKind, Entry = _ => NTSTATUS.STATUS_SUCCESS });
        Machine.Drivers.Unload("test-driver");
        Assert.That((inside, Machine.CurrentRoutineKind), Is.EqualTo((RoutineKind.Unload, RoutineKind.None)));
    }

    private sealed class KindObserver : IRoutineObserver
    {
        public List<RoutineKind> Seen { get; } = [];

        public void RoutineEntered(DriverRoutine routine, RoutineKind kind, ulong a0, ulong a1, ulong a2, ulong a3)
        {
            if (!routine.Image.IsKernel)
            {
                Seen.Add(kind);
            }
        }

        public void RoutineReturned(DriverRoutine routine, ulong result)
        {
        }
    }
}
