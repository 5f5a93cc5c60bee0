namespace Verifier.Kernel;

/// <summary>
/// DMA_OPERATIONS: routine addresses at their x64 offsets (harness/docs/facts/io.md#structure-layouts). Each address is a routine of the
/// kernel image with the name of the DDI that it is, which is how a compiled driver's call through the table finds it.
/// </summary>
internal sealed class DmaOperationsTable(Machine machine)
{
    /// <summary>Bytes of the table of version 2.</summary>
    public const int Bytes = 0x80;

    private static readonly (int Offset, Ddi Ddi)[] Entries =
    [
        (0x08, Ddis.PutDmaAdapter),
        (0x10, Ddis.AllocateCommonBuffer),
        (0x18, Ddis.FreeCommonBuffer),
        (0x20, Ddis.AllocateAdapterChannel),
        (0x28, Ddis.FlushAdapterBuffers),
        (0x30, Ddis.FreeAdapterChannel),
        (0x38, Ddis.FreeMapRegisters),
        (0x40, Ddis.MapTransfer),
        (0x48, Ddis.GetDmaAlignment),
        (0x50, Ddis.ReadDmaCounter),
        (0x58, Ddis.GetScatterGatherList),
        (0x60, Ddis.PutScatterGatherList),
        (0x68, Ddis.CalculateScatterGatherList),
        (0x70, Ddis.BuildScatterGatherList),
        (0x78, Ddis.BuildMdlFromScatterGatherList),
    ];

    private readonly ulong[] _addresses = new ulong[Entries.Length];

    /// <summary>The offset of a routine's address in the table.</summary>
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
