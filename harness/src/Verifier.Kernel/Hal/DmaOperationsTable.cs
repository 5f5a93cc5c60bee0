namespace Verifier.Kernel;

/// <summary>
/// DMA_OPERATIONS: routine addresses at their x64 offsets (facts/wdm-io.md §7). Each address is a routine of the kernel image with the name
/// of the DDI that it is, which is how a compiled driver's call through the table finds it.
/// </summary>
internal sealed class DmaOperationsTable(Machine machine)
{
    /// <summary>Bytes up to BuildScatterGatherList; BuildMdlFromScatterGatherList behind it is not offered.</summary>
    public const int Bytes = 0x78;

    private const int RegisterArguments = 4;

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
                _addresses[i] = machine.Images.Kernel.Add(ddi.Name, (a0, a1, a2, a3) => Call(ddi, a0, a1, a2, a3));
            }

            machine.Memory.Write(at + (ulong)Entries[i].Offset, _addresses[i]);
        }
    }

    public void Reset() => Array.Clear(_addresses);

    private ulong Call(Ddi ddi, ulong a0, ulong a1, ulong a2, ulong a3)
    {
        if (ddi.Parameters.Count > RegisterArguments)
        {
            throw new InvalidOperationException($"{ddi.Name} has arguments on the stack: it is called by its declaration.");
        }

        return machine.Gate.Call(machine.Caller ?? machine.Images.Kernel, ddi, [a0, a1, a2, a3]);
    }
}
