namespace Verifier.Kernel;

/// <summary>Universally unique identifiers.</summary>
internal static class ExUuidDdis
{
    /// <summary>
    /// Makes a UUID of the time and this machine: another one at each call, and the same ones in each run. IRQL: PASSIVE_LEVEL.
    /// </summary>
    [Ddi(Modelled = "of the virtual clock, so that runs repeat")]
    [Irql(KIRQL.PASSIVE_LEVEL)]
    public static NTSTATUS ExUuidCreate(Machine machine, Pointer uuid)
    {
        // Version 1: 100 ns since 15 October 1582, in three parts, then a clock sequence and the number of a network card.
        const long ticksFrom1582To1601 = 0x146BF33E42C000;
        const ushort version = 0x1000;
        byte[] sequenceAndNode = [0x80, 0x00, 0x02, 0x00, 0x00, 0x00, 0x00, 0x01];
        var time = machine.Clock.SystemTime + ticksFrom1582To1601;
        var made = new Guid((int)time, (short)(time >> 32), (short)((ushort)(time >> 48) | version), sequenceAndNode);
        uuid.CopyTo(made.ToByteArray());
        return NTSTATUS.STATUS_SUCCESS;
    }
}
