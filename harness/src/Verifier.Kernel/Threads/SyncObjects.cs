namespace Verifier.Kernel;

/// <summary>
/// Checks that synchronisation objects lie in memory that is always resident (harness/docs/facts/driver-verifier.md#force-irql-checking).
/// </summary>
internal sealed class SyncObjects(Machine machine)
{
    private readonly HashSet<ulong> _reported = [];

    /// <summary>
    /// The object must be in nonpaged memory: from Vista on Force IRQL Checking stops with 0xC4/0xE1. A page of it that is trimmed now
    /// cannot be brought back under the dispatcher's lock.
    /// </summary>
    public void RequireNonPaged(ulong address, string what)
    {
        if (!IsPageable(address))
        {
            return;
        }

        if (_reported.Add(address))
        {
            machine.Violate(
                new ProtocolViolation(Stops.DriverVerifier.PageableObject(address), $"The {what} at 0x{address:X} is in pageable memory."),
                DriverVerifierOptions.ForceIrqlChecking,
                fatal: machine.Profile.Version >= WindowsVersion.Vista);
        }

        if (!machine.Pages.IsResident(machine.Pages.PageOf(address)))
        {
            throw machine.BugCheck(
                Stops.IrqlNotLessOrEqual(address, KIRQL.DISPATCH_LEVEL, MemoryAccess.Read, 0),
                $"The kernel needed the {what} at DISPATCH_LEVEL and its page was not resident.");
        }
    }

    /// <summary>The object must be aligned as a pointer is; Windows documents no stop for one that is not.</summary>
    public void RequireAligned(ulong address, string what)
    {
        if (address % (ulong)machine.Profile.PointerBytes != 0)
        {
            machine.Note(new RuleBreach($"unaligned {what}", $"The {what} at 0x{address:X} is not aligned as a pointer is."));
        }
    }

    /// <summary>True if an address is in pageable memory.</summary>
    public bool IsPageable(ulong address)
    {
        var offset = address - RegionLayout.VirtualBase;
        return offset < HostRegion.Bytes && machine.Pages.Kinds[offset >> machine.Pages.Shift] == PageKind.Paged;
    }

    public void Reset() => _reported.Clear();
}
