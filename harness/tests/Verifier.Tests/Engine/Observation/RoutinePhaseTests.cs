using Verifier.Engine.Observation;
using Verifier.Kernel;
using Verifier.Scenarios.Model;
using Verifier.Tests.Kernel.Io;

namespace Verifier.Tests.Engine.Observation;

/// <summary>Which of the driver's routines a fault falls into.</summary>
public sealed class RoutinePhaseTests : IoFixture
{
    [TestCase(IRP_MJ.IRP_MJ_DEVICE_CONTROL)]
    [TestCase(IRP_MJ.IRP_MJ_READ)]
    public void Of_dispatch_routine_that_has_completed_its_irp_is_still_dispatch(IRP_MJ major)
    {
        var phases = new List<DriverPhase>();
        TestDriver driver = null!;
        driver = new TestDriver().On(major, (_, irp) =>
        {
            phases.Add(RoutinePhase.Of(Machine));
            var status = driver.Complete(irp, NTSTATUS.STATUS_SUCCESS, 0);

            // The pool may do anything with the IRP's memory then; that is not the driver's fault.
            Machine.Pages.Set(Machine.Pages.PageOf(irp.Pointer), 1, PageKind.SpecialFreed);
            phases.Add(RoutinePhase.Of(Machine));
            Machine.Pages.Set(Machine.Pages.PageOf(irp.Pointer), 1, PageKind.NonPaged);
            return status;
        });
        Load(driver);
        var file = Open();
        _ = major == IRP_MJ.IRP_MJ_READ ? Requests.Read(file, 4) : Requests.DeviceControl(file, Buffered, default, 0);
        Assert.That(phases, Is.EqualTo(new[] { DriverPhase.Dispatch, DriverPhase.Dispatch }));
    }

    [Test]
    public void Of_routine_that_is_both_dispatch_and_completion_is_what_it_is_called_as()
    {
        var phases = new List<DriverPhase>();
        var driver = new TestDriver();
        driver.On(IRP_MJ.IRP_MJ_READ, (_, irp) => driver.Complete(irp, NTSTATUS.STATUS_SUCCESS));
        driver.On(IRP_MJ.IRP_MJ_DEVICE_CONTROL, (_, irp) =>
        {
            phases.Add(RoutinePhase.Of(Machine));
            if (phases.Count > 1)
            {
                return NTSTATUS.STATUS_MORE_PROCESSING_REQUIRED;
            }

            ReadWithRoutine(driver, driver.Object.GetMajorFunction(IRP_MJ.IRP_MJ_DEVICE_CONTROL));
            phases.Add(RoutinePhase.Of(Machine));
            return driver.Complete(irp, NTSTATUS.STATUS_SUCCESS);
        });
        Load(driver);
        Requests.DeviceControl(Open(), Buffered, default, 0);
        Assert.That(phases, Is.EqualTo(new[] { DriverPhase.Dispatch, DriverPhase.Completion, DriverPhase.Dispatch }));
    }

    // A request of the driver's own to its device, whose completion routine is the one at an address.
    private static void ReadWithRoutine(TestDriver driver, Pointer routine)
    {
        var irp = driver.IoAllocateIrp(driver.Device.StackSize, false);
        var next = driver.IoGetNextIrpStackLocation(irp);
        next.MajorFunction = IRP_MJ.IRP_MJ_READ;
        next.CompletionRoutine = routine;
        next.Control = SL_CONTROL.SL_INVOKE_ON_SUCCESS | SL_CONTROL.SL_INVOKE_ON_ERROR | SL_CONTROL.SL_INVOKE_ON_CANCEL;
        driver.IoCallDriver(driver.Device, irp);
        driver.IoFreeIrp(irp);
    }
}
