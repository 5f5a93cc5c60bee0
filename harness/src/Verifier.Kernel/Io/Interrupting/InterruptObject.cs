namespace Verifier.Kernel;

/// <summary>The parameters with which a driver connected an interrupt service routine.</summary>
internal sealed record InterruptObject(ulong Address, ulong Routine, ulong Context, ulong Lock)
{
    public uint Vector { get; init; }

    /// <summary>The level of the device.</summary>
    public KIRQL Irql { get; init; }

    /// <summary>The level at which the routine runs, the highest of the interrupts that share a lock.</summary>
    public KIRQL SynchronizeIrql { get; init; }

    public KINTERRUPT_MODE Mode { get; init; }

    public bool IsShared { get; init; }
}
