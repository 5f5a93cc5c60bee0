using Verifier.Kernel;
using Verifier.Scenarios.Model;

namespace Verifier.Engine.Observation;

/// <summary>Which kind of the driver's routines is running: by the type it was registered as, and for a dispatch routine by its IRP.</summary>
internal static class RoutinePhase
{
    public static DriverPhase Of(Machine machine)
    {
        var routine = machine.Images.RoutineAt(machine.CurrentRoutine);
        return routine?.Signature switch
        {
            "DRIVER_ADD_DEVICE" => DriverPhase.AddDevice,
            "DRIVER_UNLOAD" => DriverPhase.Unload,
            "DRIVER_STARTIO" => DriverPhase.StartIo,
            "DRIVER_CANCEL" => DriverPhase.Cancel,
            "IO_COMPLETION_ROUTINE" => DriverPhase.Completion,
            "KSERVICE_ROUTINE" or "KSYNCHRONIZE_ROUTINE" => DriverPhase.Interrupt,
            "KDEFERRED_ROUTINE" or "IO_DPC_ROUTINE" or "IO_TIMER_ROUTINE" => DriverPhase.Dpc,
            "IO_WORKITEM_ROUTINE" or "IO_WORKITEM_ROUTINE_EX" or "WORKER_THREAD_ROUTINE" => DriverPhase.WorkItem,
            "KSTART_ROUTINE" => DriverPhase.Thread,
            "DRIVER_CONTROL" or "DRIVER_LIST_CONTROL" => DriverPhase.Dma,
            "DRIVER_DISPATCH" => OfDispatch(machine),
            _ => DriverPhase.DriverEntry,
        };
    }

    // By the frame, not by the IRP: the routine may have completed it already, and then its memory is somebody else's.
    private static DriverPhase OfDispatch(Machine machine) =>
        machine.Io.Frames.Running(machine.CurrentRoutineArgument, machine.Caller)?.Major switch
        {
            IRP_MJ.IRP_MJ_PNP => DriverPhase.Pnp,
            IRP_MJ.IRP_MJ_POWER => DriverPhase.Power,
            IRP_MJ.IRP_MJ_SYSTEM_CONTROL => DriverPhase.Wmi,
            _ => DriverPhase.Dispatch,
        };
}
