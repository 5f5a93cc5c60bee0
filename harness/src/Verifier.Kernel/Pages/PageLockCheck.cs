namespace Verifier.Kernel;

/// <summary>Pages that go back to the system must not be locked.</summary>
internal static class PageLockCheck
{
    /// <summary>Pages that are being freed must not be locked more often than by the caller that frees them.</summary>
    public static void Verify(Machine machine, int firstPage, int count, int ownLocks)
    {
        for (var page = firstPage; page < firstPage + count; page++)
        {
            if (machine.Pages.LockCount(page) > ownLocks)
            {
                throw machine.BugCheck(
                    Stops.PfnList.LockedForIo(machine.PhysicalAddresses.NumberOf((uint)page), 0, (ulong)machine.Pages.LockCount(page)),
                    "A page was freed while an MDL has it locked.");
            }
        }
    }
}
