namespace Verifier.Kernel;

/// <summary>
/// Driver Verifier's miscellaneous checks when a block is freed: does it still hold an object that somebody will touch later
/// (facts/bugchecks.md §4, sub-codes 0x15 and 0xCC)?
/// </summary>
internal sealed class PoolFreeChecks(Machine machine)
{
    private const ulong ActiveTimer = 0x15;
    private const ulong ActiveLookasideList = 0xCC;

    /// <summary>Stops the machine when the block holds an armed timer or a lookaside list that was not deleted.</summary>
    public void Check(in PoolBlockRecord block)
    {
        machine.SyncObjects.CheckFreed(block.Address, block.Bytes, block.Type);
        if (!machine.Verifies(DriverVerifierOptions.MiscellaneousChecks))
        {
            return;
        }

        if (machine.Timers.ArmedIn(block.Address, block.Bytes) is var timer and not 0)
        {
            throw machine.BugCheck(
                BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION,
                ActiveTimer,
                timer,
                (ulong)block.Type,
                block.Address,
                $"The block at 0x{block.Address:X} with tag {block.Tag} was freed with a timer in it that is set.");
        }

        if (machine.Lookasides.FindWithin(block.Address, block.Bytes) is var list and not 0)
        {
            throw machine.BugCheck(
                BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION,
                ActiveLookasideList,
                list,
                block.Address,
                block.Bytes,
                $"The block at 0x{block.Address:X} with tag {block.Tag} was freed with a lookaside list in it that was not deleted.");
        }
    }
}
