namespace Verifier.Kernel;

/// <summary>A request that an application or the system itself sent: how it stands, and what came of it.</summary>
internal sealed class IoRequest(IRP_MJ major, byte minor, object target, OpenFile? file)
{
    /// <summary>The request in words: <c>IRP_MJ_READ on \Device\Disk</c>.</summary>
    public string What => $"{Function} on {target}";

    private string Function => major is IRP_MJ.IRP_MJ_PNP or IRP_MJ.IRP_MJ_POWER or IRP_MJ.IRP_MJ_SYSTEM_CONTROL
        ? IrpFunctionName.Minor(major, minor)
        : IrpFunctionName.Major(major);

    /// <summary>The open file it is for; null for requests of the system.</summary>
    public OpenFile? File { get; } = file;

    /// <summary>Its IRP while it has one.</summary>
    public ulong Irp { get; set; }

    /// <summary>Nothing more will come.</summary>
    public bool IsComplete { get; set; }

    /// <summary>The status that the requester gets; STATUS_PENDING until it is complete.</summary>
    public NTSTATUS Status { get; set; } = NTSTATUS.STATUS_PENDING;

    /// <summary>IoStatus.Information.</summary>
    public ulong Information { get; set; }

    /// <summary>The output that the requester finds in its buffer.</summary>
    public byte[] Output { get; set; } = [];

    /// <summary>The return value of the top driver's dispatch routine; null if no driver was called or the routine runs.</summary>
    public NTSTATUS? Returned { get; set; }

    /// <summary>The drivers saw it: a failure came from them, not from the I/O manager.</summary>
    public bool ReachedDriver { get; set; }

    /// <summary>The thread that sent it is in the top driver's dispatch routine.</summary>
    public bool IsInDispatch => ReachedDriver && Returned is null;

    /// <summary>The buffers it uses.</summary>
    public RequestBuffers Buffers { get; } = new();

    /// <inheritdoc/>
    public override string ToString() => $"{What}: {Status}";
}
