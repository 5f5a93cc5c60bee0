using Verifier.Kernel;
using Verifier.Scenarios.Model;

namespace Verifier.Engine.Observation;

/// <summary>The kind of the driver's routine that is running: by how the kernel called it, and for a dispatch routine by its IRP.</summary>
internal static class RoutinePhase
{
    public static DriverPhase Of(Machine machine) => machine.CurrentRoutineKind switch
    {
        RoutineKind.AddDevice => DriverPhase.AddDevice,
        RoutineKind.Unload => DriverPhase.Unload,
        RoutineKind.Dispatch => OfDispatch(machine),
        RoutineKind.StartIo => DriverPhase.StartIo,
        RoutineKind.Completion => DriverPhase.Completion,
        RoutineKind.Cancel => DriverPhase.Cancel,
        RoutineKind.InterruptService or RoutineKind.SynchronizedExecution => DriverPhase.Interrupt,
        RoutineKind.Dpc or RoutineKind.IoTimer or RoutineKind.Timer => DriverPhase.Dpc,
        RoutineKind.WorkItem => DriverPhase.WorkItem,
        RoutineKind.Thread => DriverPhase.Thread,
        RoutineKind.AdapterControl or RoutineKind.ScatterGatherList => DriverPhase.Dma,
        RoutineKind.Notification => DriverPhase.Notification,
        _ => DriverPhase.DriverEntry,
    };

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
