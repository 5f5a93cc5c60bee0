namespace Verifier.Kernel;

/// <summary>Routines of the HAL that find nothing to work on.</summary>
internal static class HalInertDdis
{
    private const string Hal = "hal.dll";

    /// <summary>Writes configuration data of a slot: the bytes that were written. IRQL: up to DISPATCH_LEVEL.</summary>
    [Ddi(Module = Hal, IsInert = true, Modelled = "0: there is no device in any slot")]
    [Irql(KIRQL.DISPATCH_LEVEL)]
    public static uint HalSetBusDataByOffset(
        Machine machine, uint busDataType, uint busNumber, uint slotNumber, Pointer buffer, uint offset, [Size] uint length) => 0;

    /// <summary>Writes configuration data of a slot from its beginning. IRQL: up to DISPATCH_LEVEL.</summary>
    [Ddi(Module = Hal, IsInert = true, Modelled = "0: there is no device in any slot")]
    [Irql(KIRQL.DISPATCH_LEVEL)]
    public static uint HalSetBusData(Machine machine, uint busDataType, uint busNumber, uint slotNumber, Pointer buffer, [Size] uint length) => 0;

    /// <summary>The adapter of a DMA channel without a device object: obsolete. IRQL: PASSIVE_LEVEL.</summary>
    [Ddi(Module = Hal, IsInert = true, Modelled = "NULL: adapters belong to devices")]
    [Irql(KIRQL.PASSIVE_LEVEL)]
    [Superseded(WindowsVersion.Windows2000, nameof(HalDmaDdis.IoGetDmaAdapter), "IoGetDmaAdapter function (wdm.h)")]
    public static Pointer HalGetAdapter(Machine machine, DeviceDescription deviceDescription, Out<uint> numberOfMapRegisters) => Pointer.Null;

    /// <summary>Makes the speaker sound at a frequency in Hz, 0 to be silent; true when it does. IRQL: up to DIRQL.</summary>
    [Ddi(Module = Hal, IsInert = true, Modelled = "TRUE: there is no speaker")]
    [Irql(KIRQL.DEVICE_LEVEL_HIGHEST)]
    public static bool HalMakeBeep(Machine machine, uint frequency) => true;
}
