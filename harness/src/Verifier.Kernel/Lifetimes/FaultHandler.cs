namespace Verifier.Kernel;

/// <summary>
/// Turns a bad touch into what harness/docs/facts/bugchecks.md#what-the-driver-did says: an exception that a try/except may catch (NULL and
/// user addresses below DISPATCH_LEVEL), or the bug check with its documented parameters.
/// </summary>
internal sealed class FaultHandler(Machine machine) : IMemoryFaults
{
    private const ulong NullRegionEnd = 0x10000;
    private const ulong LowerHalfEnd = 0x0000_8000_0000_0000;

    /// <inheritdoc/>
    // One code when the driver's own instruction touched it, another when kernel code did on its behalf.
    public Exception Fault(ulong address, MemoryAccess access)
    {
        var page = RegionPage(address);
        switch (page)
        {
            case PageKind.SpecialGuard:
                return machine.BugCheck(machine.InKernelCode
                    ? Stops.PageFaultBeyondEndOfAllocation(address, access, machine.CurrentRoutine)
                    : Stops.DriverPageFaultBeyondEndOfAllocation(address, access, machine.CurrentRoutine));
            case PageKind.SpecialFreed:
                return machine.BugCheck(machine.InKernelCode
                    ? Stops.PageFaultInFreedSpecialPool(address, access, machine.CurrentRoutine)
                    : Stops.DriverPageFaultInFreedSpecialPool(address, access, machine.CurrentRoutine));
            case PageKind.UnloadedImage:
                return machine.BugCheck(
                    Stops.DriverUnloadedWithoutCancellingPendingOperations(address, access, machine.CurrentRoutine));
            case PageKind.Code or PageKind.PagedCode or PageKind.ReadOnly or PageKind.MappedReadOnly when !IsRaised(address):
                return machine.BugCheck(Stops.AttemptedWriteToReadOnlyMemory(address, 0));
        }

        if (machine.Irql >= KIRQL.DISPATCH_LEVEL)
        {
            return AtRaisedIrql(address, access);
        }

        return RegionLayout.IsUserAddress(address) ? new AccessViolationRaised(address, access) : InvalidSystemAddress(address, access);
    }

    /// <inheritdoc/>
    public void PageIn(ulong address, int page, MemoryAccess access)
    {
        if (machine.Irql >= KIRQL.DISPATCH_LEVEL)
        {
            throw AtRaisedIrql(address, access);
        }

        machine.Pages.PageIn(page);
        machine.Clock.Spend(Clock.PageInTicks);
    }

    // A write to what the application has mapped for reading only is an exception like every other bad touch of its addresses.
    private bool IsRaised(ulong address) => machine.Irql < KIRQL.DISPATCH_LEVEL && RegionLayout.IsUserAddress(address);

    // A call of what is no routine counts as the driver's own access, even if the kernel makes the call.
    private Exception AtRaisedIrql(ulong address, MemoryAccess access) => machine.BugCheck(
        access != MemoryAccess.Execute && machine.InKernelCode
            ? Stops.IrqlNotLessOrEqual(address, machine.Irql, access, machine.CurrentRoutine)
            : Stops.DriverIrqlNotLessOrEqual(address, machine.Irql, access, machine.CurrentRoutine),
        Gone(address)?.Words,
        FreedMemory.About(Gone(address)));

    private FreedPlace? Gone(ulong address) => machine.Freed.Find(address) is { } place
        ? place with { Words = $"Nothing is at 0x{address:X} any more: {place.Words}." }
        : null;

    private Exception InvalidSystemAddress(ulong address, MemoryAccess access)
    {
        var modern = machine.Profile.Version >= WindowsVersion.Windows10;
        ulong kind = access switch
        {
            MemoryAccess.Read => 0,
            MemoryAccess.Write => modern ? 2UL : 1UL,
            _ => modern ? 0x10UL : 8UL,
        };
        var stop = address - LowerHalfEnd < unchecked(0UL - (2 * LowerHalfEnd))
            ? Stops.PageFault.NonCanonical(address, kind, machine.CurrentRoutine)
            : Stops.PageFault.NoPageTable(address, kind, machine.CurrentRoutine);
        var gone = Gone(address);
        return machine.BugCheck(stop, gone?.Words, FreedMemory.About(gone));
    }

    private PageKind RegionPage(ulong address)
    {
        var offset = address - RegionLayout.VirtualBase;
        return address >= NullRegionEnd && offset < HostRegion.Bytes ? machine.Pages.Kinds[offset >> machine.Pages.Shift] : PageKind.NotPresent;
    }
}
