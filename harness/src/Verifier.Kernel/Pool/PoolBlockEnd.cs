namespace Verifier.Kernel;

/// <summary>
/// The bytes behind the data of a charged or tracked block: the pointer to its process, and fill that must not be overwritten.
/// </summary>
internal sealed class PoolBlockEnd(Machine machine, PoolGeometry geometry)
{
    /// <summary>Bytes that a block needs behind its data.</summary>
    public ulong ExtraBytes(PoolBlockTraits traits) =>
        (ulong)(((traits & PoolBlockTraits.Tracked) != 0 ? geometry.PointerBytes : 0)
            + ((traits & PoolBlockTraits.Quota) != 0 ? geometry.PointerBytes : 0));

    /// <summary>Writes the process pointer of a charged block into its last bytes.</summary>
    public void WriteProcess(ulong end) => geometry.WritePointer(end - (ulong)geometry.PointerBytes, machine.KernelData.ApplicationProcess);

    /// <summary>Stops the machine where the driver wrote past the end of its data.</summary>
    public void Check(in PoolBlockRecord block, ulong end)
    {
        if (block.Has(PoolBlockTraits.Quota))
        {
            end -= (ulong)geometry.PointerBytes;
            var process = geometry.ReadPointer(end);
            if (process != machine.KernelData.ApplicationProcess)
            {
                var why = $"The process pointer behind the block at 0x{block.Address:X} with tag {block.Tag} was overwritten.";
                throw machine.BugCheck(Stops.PoolCaller.BadProcessPointer(block.Address, block.Tag, process), why);
            }
        }

        var dataEnd = block.Address + block.Bytes;
        var at = block.Has(PoolBlockTraits.Tracked)
            ? geometry.Bytes(dataEnd, end - dataEnd).IndexOfAnyExcept(PoolGeometry.UninitialisedByte)
            : -1;
        if (at >= 0)
        {
            throw machine.BugCheck(
                Stops.DriverVerifier.WrittenPastEnd(block.Address, dataEnd + (ulong)at, block.ChargedBytes),
                $"A write {Counted.Grouped(at, "byte")} past the end of the block of {Counted.Grouped(block.Bytes, "byte")} at 0x{block.Address:X} with tag {block.Tag}.");
        }
    }
}
