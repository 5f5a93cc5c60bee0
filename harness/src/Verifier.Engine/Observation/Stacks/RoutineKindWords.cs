using Verifier.Kernel;

namespace Verifier.Engine.Observation;

/// <summary>The names of the kinds of routines in a trace: the words of <c>phase:</c> where there is one.</summary>
internal static class RoutineKindWords
{
    public static string Of(RoutineKind kind) => kind switch
    {
        RoutineKind.DriverEntry => "driver-entry",
        RoutineKind.AddDevice => "add-device",
        RoutineKind.Unload => "unload",
        RoutineKind.Dispatch => "dispatch",
        RoutineKind.StartIo => "start-io",
        RoutineKind.Completion => "completion",
        RoutineKind.PowerCompletion => "power-completion",
        RoutineKind.Cancel => "cancel",
        RoutineKind.InterruptService => "interrupt",
        RoutineKind.SynchronizedExecution => "synchronized-execution",
        RoutineKind.Dpc => "dpc",
        RoutineKind.IoTimer => "io-timer",
        RoutineKind.WorkItem => "work-item",
        RoutineKind.Thread => "thread",
        RoutineKind.AdapterControl => "adapter-control",
        RoutineKind.ScatterGatherList => "scatter-gather-list",
        RoutineKind.LookasideList => "lookaside-list",
        RoutineKind.CancelSafeQueue => "cancel-safe-queue",
        RoutineKind.RegistryQuery => "registry-query",
        RoutineKind.Notification => "notification",
        RoutineKind.Comparison => "comparison",
        RoutineKind.GenericTable => "generic-table",
        RoutineKind.Reinitialization => "reinitialization",
        RoutineKind.Timer => "timer",
        RoutineKind.Callback => "callback",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "No driver runs."),
    };
}
