namespace Verifier.Kernel;

/// <summary>The state that the I/O manager keeps of an IRP that it allocated.</summary>
internal sealed class IrpRecord(ulong address, IrpKind kind, int stackCount, DriverImage? owner)
{
    public ulong Address { get; } = address;

    public IrpKind Kind { get; set; } = kind;

    public int StackCount { get; } = stackCount;

    /// <summary>The driver that allocated it; null for the system's own.</summary>
    public DriverImage? Owner { get; } = owner;

    /// <summary>The request it carries, when the system sent it.</summary>
    public IoRequest? Request { get; set; }

    /// <summary>For one of a driver's that the I/O manager ends: the event that it sets then, or 0.</summary>
    public ulong Event { get; set; }

    /// <summary>The same for the status block.</summary>
    public ulong StatusBlock { get; set; }

    /// <summary>It was freed, and nothing else of ours was put there since.</summary>
    public bool IsFreed { get; set; }

    /// <summary>Completion came to the top.</summary>
    public bool IsComplete { get; set; }

    /// <summary>For a requested power IRP: what it asks for and whom to tell at the end.</summary>
    public PowerRequest? Power { get; set; }
}

/// <summary>The owner of an IRP, which decides who frees it and what the end of its completion does.</summary>
internal enum IrpKind
{
    /// <summary>IoAllocateIrp: the driver's, freed with IoFreeIrp.</summary>
    Driver,

    /// <summary>IoBuildAsynchronousFsdRequest: the driver's, freed with IoFreeIrp.</summary>
    Asynchronous,

    /// <summary>IoBuildDeviceIoControlRequest, IoBuildSynchronousFsdRequest: the thread's, freed by the I/O manager.</summary>
    Threaded,

    /// <summary>IoMakeAssociatedIrp: part of a master IRP, freed by the I/O manager.</summary>
    Associated,

    /// <summary>Sent by the system: an application's request, PnP, power.</summary>
    System,

    /// <summary>PoRequestPowerIrp: sent by the power manager for a driver.</summary>
    Power,
}
