namespace Verifier.Kernel;

/// <summary>
/// What a bad touch becomes, by facts/bugchecks.md §1: an exception that a try/except may catch (NULL and user addresses below
/// DISPATCH_LEVEL), or the bug check with its documented parameters.
/// </summary>
internal sealed class FaultHandler(Machine machine)
{
    private const ulong NullRegionEnd = 0x10000;
    private const ulong LowerHalfEnd = 0x0000_8000_0000_0000;

    /// <summary>Handles a touch of memory that is not there. Returns the exception to throw.</summary>
    public Exception Fault(ulong address, MemoryAccess access)
    {
        var page = RegionPage(address);
        switch (page)
        {
            case PageKind.SpecialGuard:
                return Stop(DriverOrKernel(BugCheckCode.DRIVER_PAGE_FAULT_BEYOND_END_OF_ALLOCATION, BugCheckCode.PAGE_FAULT_BEYOND_END_OF_ALLOCATION), address, access);
            case PageKind.SpecialFreed:
                return Stop(DriverOrKernel(BugCheckCode.DRIVER_PAGE_FAULT_IN_FREED_SPECIAL_POOL, BugCheckCode.PAGE_FAULT_IN_FREED_SPECIAL_POOL), address, access);
            case PageKind.UnloadedImage:
                return Stop(BugCheckCode.DRIVER_UNLOADED_WITHOUT_CANCELLING_PENDING_OPERATIONS, address, access);
            case PageKind.Code or PageKind.PagedCode or PageKind.ReadOnly or PageKind.MappedReadOnly when !IsRaised(address):
                return machine.BugCheck(BugCheckCode.ATTEMPTED_WRITE_TO_READONLY_MEMORY, address, 0, 0, 0);
        }

        if (machine.Irql >= KIRQL.DISPATCH_LEVEL)
        {
            return AtRaisedIrql(address, access);
        }

        return IsUserAddress(address) ? new AccessViolationRaised(address, access) : InvalidSystemAddress(address, access);
    }

    /// <summary>Brings a trimmed page back, or stops the machine when the IRQL forbids it.</summary>
    public void PageIn(ulong address, int page, MemoryAccess access)
    {
        if (machine.Irql >= KIRQL.DISPATCH_LEVEL)
        {
            throw AtRaisedIrql(address, access);
        }

        machine.Pages.PageIn(page);
        machine.Clock.Spend(Clock.PageInTicks);
    }

    /// <summary>Below the system range: NULL, a small offset from NULL, or an application's address.</summary>
    public static bool IsUserAddress(ulong address) => address < RegionLayout.UserProbeAddress;

    // A write to what the application has mapped for reading only is an exception like every other bad touch of its addresses.
    private bool IsRaised(ulong address) => machine.Irql < KIRQL.DISPATCH_LEVEL && IsUserAddress(address);

    // A call of what is no routine counts as the driver's own access, whoever made the call for it.
    private Exception AtRaisedIrql(ulong address, MemoryAccess access) => machine.BugCheck(
        access == MemoryAccess.Execute
            ? BugCheckCode.DRIVER_IRQL_NOT_LESS_OR_EQUAL
            : DriverOrKernel(BugCheckCode.DRIVER_IRQL_NOT_LESS_OR_EQUAL, BugCheckCode.IRQL_NOT_LESS_OR_EQUAL),
        address,
        (ulong)machine.Irql,
        (ulong)access,
        machine.CurrentRoutine,
        Gone(address)?.Words,
        FreedMemory.About(Gone(address)));

    private FreedPlace? Gone(ulong address) => machine.Freed.Find(address) is { } place
        ? place with { Words = $"Nothing is at 0x{address:X} any more: {place.Words}." }
        : null;

    private Exception InvalidSystemAddress(ulong address, MemoryAccess access)
    {
        const ulong noPageTable = 2, nonCanonical = 4;
        var modern = machine.Profile.Version >= WindowsVersion.Windows10;
        ulong kind = access switch
        {
            MemoryAccess.Read => 0,
            MemoryAccess.Write => modern ? 2UL : 1UL,
            _ => modern ? 0x10UL : 8UL,
        };
        var why = address - LowerHalfEnd < unchecked(0UL - (2 * LowerHalfEnd)) ? nonCanonical : noPageTable;
        var gone = Gone(address);
        return machine.BugCheck(
            BugCheckCode.PAGE_FAULT_IN_NONPAGED_AREA, address, kind, machine.CurrentRoutine, why, gone?.Words, FreedMemory.About(gone));
    }

    private Exception Stop(BugCheckCode code, ulong address, MemoryAccess access) =>
        machine.BugCheck(code, address, (ulong)access, machine.CurrentRoutine, 0);

    /// <summary>One code when the driver's own instruction touched the memory, another when kernel code did on its behalf.</summary>
    private BugCheckCode DriverOrKernel(BugCheckCode driver, BugCheckCode kernel) => machine.InKernelCode ? kernel : driver;

    private PageKind RegionPage(ulong address)
    {
        var offset = address - RegionLayout.VirtualBase;
        return address >= NullRegionEnd && offset < HostRegion.Bytes ? machine.Pages.Kinds[offset >> machine.Pages.Shift] : PageKind.NotPresent;
    }
}
