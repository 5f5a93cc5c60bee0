namespace Verifier.Kernel;

/// <summary>
/// DMA_OPERATIONS: routine addresses at their x64 offsets (facts/wdm-io.md §7). Each address is a routine of the kernel image with the name
/// of the DDI that it is, which is how a compiled driver's call through the table finds it.
/// </summary>
internal sealed class DmaOperationsTable(Machine machine)
{
    /// <summary>Bytes of the table of version 2.</summary>
    public const int Bytes = 0x80;

    private static readonly (int Offset, Ddi Ddi)[] Entries =
    [
        (0x08, HalDmaDdis.PutDmaAdapter),
        (0x10, HalDmaDdis.AllocateCommonBuffer),
        (0x18, HalDmaDdis.FreeCommonBuffer),
        (0x20, HalDmaDdis.AllocateAdapterChannel),
        (0x28, HalDmaDdis.FlushAdapterBuffers),
        (0x30, HalDmaDdis.FreeAdapterChannel),
        (0x38, HalDmaDdis.FreeMapRegisters),
        (0x40, HalDmaDdis.MapTransfer),
        (0x48, HalDmaDdis.GetDmaAlignment),
        (0x50, HalDmaDdis.ReadDmaCounter),
        (0x58, HalDmaDdis.GetScatterGatherList),
        (0x60, HalDmaDdis.PutScatterGatherList),
        (0x68, HalDmaDdis.CalculateScatterGatherList),
        (0x70, HalDmaDdis.BuildScatterGatherList),
        (0x78, HalDmaDdis.BuildMdlFromScatterGatherList),
    ];

    private readonly ulong[] _addresses = new ulong[Entries.Length];

    /// <summary>Where in the table a routine's address stands.</summary>
    public static int OffsetOf(Ddi ddi) => Array.Find(Entries, e => e.Ddi == ddi).Offset;

    /// <summary>Writes the table.</summary>
    public void Write(ulong at)
    {
        machine.Memory.Write(at, (uint)Bytes);
        for (var i = 0; i < Entries.Length; i++)
        {
            var ddi = Entries[i].Ddi;
            if (_addresses[i] == 0)
            {
                _addresses[i] = machine.Images.Kernel.Add(ddi.Name, (a0, a1, a2, a3, onStack) => Call(ddi, [a0, a1, a2, a3, .. onStack]));
            }

            machine.Memory.Write(at + (ulong)Entries[i].Offset, _addresses[i]);
        }
    }

    public void Reset() => Array.Clear(_addresses);

    private ulong Call(Ddi ddi, ReadOnlySpan<ulong> arguments) =>
        machine.Gate.Call(machine.Caller ?? machine.Images.Kernel, ddi, arguments);
}
