namespace Verifier.Kernel;

/// <summary>
/// One call of a driver's dispatch routine with an IRP, watched from the call until both the routine has returned and the IRP has left
/// the routine's stack location: only then can the pending law be judged (harness/docs/facts/io.md#the-pending-rule).
/// </summary>
internal sealed class DispatchFrame(long id, ulong irp, ulong device, ulong routine, int location)
{
    /// <summary>The number by which a suspended call finds its frame again.</summary>
    public long Id { get; } = id;

    public ulong Irp { get; } = irp;

    public ulong Device { get; } = device;

    public ulong Routine { get; } = routine;

    /// <summary>Number of the stack location it was called with.</summary>
    public int Location { get; } = location;

    /// <summary>The driver of the routine; null for the kernel's own, which is not judged.</summary>
    public DriverImage? Driver { get; init; }

    public IRP_MJ Major { get; init; }

    public byte Minor { get; init; }

    /// <summary>The IRQL at the call.</summary>
    public KIRQL Irql { get; init; }

    /// <summary>The thread's APC disable count at the call.</summary>
    public int ApcDisable { get; init; }

    /// <summary>For a PnP, power or WMI request: IoStatus.Status at the call.</summary>
    public NTSTATUS EntryStatus { get; init; }

    /// <summary>For a PnP, power or WMI request: IoStatus.Information at the call.</summary>
    public ulong EntryInformation { get; init; }

    /// <summary>The routine passed the IRP on and has not got it back.</summary>
    public bool HasPassedOn { get; set; }

    /// <summary>The routine has passed the IRP on at some time.</summary>
    public bool WasPassedOn { get; set; }

    /// <summary>The return value of the routine; null while it runs.</summary>
    public NTSTATUS? Returned { get; set; }

    /// <summary>IoStatus.Status when the IRP left the location upwards; null while it has not.</summary>
    public NTSTATUS? Completed { get; set; }

    /// <summary>True if the location was marked pending when the IRP left it.</summary>
    public bool WasMarkedPending { get; set; }

    /// <summary>A breach was reported already: one fault, one finding.</summary>
    public bool IsReported { get; set; }

    /// <summary>Force Pending I/O: the caller above is to see STATUS_PENDING and a completion that comes later.</summary>
    public bool DefersCompletion { get; init; }

    /// <summary>Completion above this location was put off.</summary>
    public bool IsDeferred { get; set; }

    /// <summary>Nothing more can happen to it.</summary>
    public bool IsOver => Returned is not null && Completed is not null;

    /// <summary>True if it is a PnP, power or WMI request, whose rules are stricter.</summary>
    public bool IsSystemRequest => IsSystem(Major);

    /// <summary>True if it is the major function of such a request.</summary>
    public static bool IsSystem(IRP_MJ major) => major is IRP_MJ.IRP_MJ_PNP or IRP_MJ.IRP_MJ_POWER or IRP_MJ.IRP_MJ_SYSTEM_CONTROL;

    /// <summary>The request in words, for reports.</summary>
    public string Request => IsSystemRequest
        ? IrpFunctionName.Minor(Major, Minor)
        : IrpFunctionName.Major(Major);
}
