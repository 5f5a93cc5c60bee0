namespace Verifier.Kernel;

/// <summary>Where synchronisation objects may lie: in memory that is always resident (facts/driver-verifier.md §8).</summary>
internal sealed class SyncObjects(Machine machine)
{
    private const ulong PageableObject = 0xE1;
    private const ulong ResourceInBlockOld = 0x17;
    private const ulong ResourceInBlock = 0xD2;

    private readonly HashSet<ulong> _reported = [];

    /// <summary>
    /// The object must be in nonpaged memory: from Vista on Force IRQL Checking stops with 0xC4/0xE1. A page of it that is trimmed now
    /// cannot be brought back under the dispatcher's lock.
    /// </summary>
    public void RequireNonPaged(ulong address, string what)
    {
        var offset = address - RegionLayout.VirtualBase;
        if (offset >= HostRegion.Bytes || machine.Pages.Kinds[offset >> machine.Pages.Shift] != PageKind.Paged)
        {
            return;
        }

        if (_reported.Add(address))
        {
            machine.Violate(
                new ProtocolViolation(
                    BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION,
                    PageableObject,
                    address,
                    0,
                    0,
                    $"The {what} at 0x{address:X} is in pageable memory."),
                DriverVerifierOptions.ForceIrqlChecking,
                fatal: machine.Profile.Version >= WindowsVersion.Vista);
        }

        if (!machine.Pages.IsResident(machine.Pages.PageOf(address)))
        {
            throw machine.BugCheck(
                BugCheckCode.IRQL_NOT_LESS_OR_EQUAL,
                address,
                (ulong)KIRQL.DISPATCH_LEVEL,
                (ulong)MemoryAccess.Read,
                0,
                $"The kernel needed the {what} at DISPATCH_LEVEL and its page was not resident.");
        }
    }

    /// <summary>
    /// A driver frees memory: no resource, queued DPC, queued work item or held lock may be in it (0x17, 0xD2, 0xC7, 0x96, 0x100B).
    /// Timers and lookaside lists are the pool's own checks.
    /// </summary>
    public void CheckFreed(ulong address, ulong bytes, POOL_TYPE type)
    {
        machine.Locks.Freed(address, bytes);
        if (machine.SharedResources.ActiveIn(address, bytes) is var resource and not 0)
        {
            machine.SharedResources.Forget(resource);
            var text = $"The block at 0x{address:X} was freed with the resource at 0x{resource:X} in it, which was not deleted.";
            Report(machine.Profile.Version >= WindowsVersion.Vista
                ? Violation(ResourceInBlock, resource, address, bytes, text)
                : Violation(ResourceInBlockOld, resource, (ulong)type, address, text));
        }

        if (machine.Dpcs.HasWork && machine.Dpcs.QueuedIn(address, bytes) is var dpc and not 0)
        {
            const ulong dpcObject = 1;
            var text = $"The block at 0x{address:X} was freed with the DPC at 0x{dpc:X} in it, which is queued.";
            Report(new ProtocolViolation(BugCheckCode.TIMER_OR_DPC_INVALID, dpcObject, dpc, address, address + bytes, text));
        }

        if (machine.WorkItems.QueuedIn(address, bytes) is var item and not 0)
        {
            var text = $"The block at 0x{address:X} was freed with the work item at 0x{item:X} in it, which is queued.";
            Report(new ProtocolViolation(BugCheckCode.INVALID_WORK_QUEUE_ITEM, item, 0, 0, 0, text));
        }
    }

    public void Reset() => _reported.Clear();

    private static ProtocolViolation Violation(ulong code, ulong p2, ulong p3, ulong p4, string text) =>
        new(BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION, code, p2, p3, p4, text);

    private void Report(ProtocolViolation violation) => machine.Violate(violation, DriverVerifierOptions.MiscellaneousChecks);
}
