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

            // Whatever the pool does with the IRP's memory then is not the driver's fault.
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
}
