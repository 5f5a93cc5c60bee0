namespace Verifier.Kernel;

/// <summary>Buses and interrupts as drivers of old machines ask the HAL for them. IRQL: up to DISPATCH_LEVEL unless a routine says otherwise.</summary>
internal static class HalBusDdis
{
    private const string Hal = "hal.dll";
    private const string NoSlots = "one PCI bus, numbered 0, without devices";
    private const uint PciConfiguration = 4;
    private const ushort NoVendor = 0xFFFF;

    /// <summary>A bus address as the processor sees it: the same, memory or ports as they were. True.</summary>
    [Ddi(Module = Hal, Modelled = "a bus address is the processor's own")]
    [Irql(KIRQL.DISPATCH_LEVEL)]
    public static bool HalTranslateBusAddress(
        Machine machine,
        uint interfaceType,
        uint busNumber,
        long busAddress,
        InOut<uint> addressSpace,
        Out<long> translatedAddress)
    {
        machine.Memory.Write(translatedAddress, busAddress);
        return true;
    }

    /// <summary>The vector, IRQL and processors of an interrupt of a bus: those of the level that the bus uses; 0 when there is none.</summary>
    [Ddi(Module = Hal, Modelled = "the vector of the bus is the system's own")]
    [Irql(KIRQL.PASSIVE_LEVEL)]
    public static uint HalGetInterruptVector(
        Machine machine, uint interfaceType, uint busNumber, uint busInterruptLevel, uint busInterruptVector, Out<KIRQL> irql, Out<ulong> affinity)
    {
        const uint firstVector = 0x30, levels = 8;
        const ulong processors = 1;
        var level = (KIRQL)((uint)KIRQL.DEVICE_LEVEL_LOWEST + (busInterruptLevel % levels));
        machine.Memory.Write(irql, (byte)level);
        machine.Memory.Write(affinity, processors);
        return busInterruptVector != 0 ? busInterruptVector : firstVector + busInterruptLevel;
    }

    /// <summary>
    /// Reads configuration data of a slot: the bytes that were read. Of a slot of the PCI bus without a device it is a vendor of 0xFFFF; 0 of a bus
    /// that is not there.
    /// </summary>
    [Ddi(Module = Hal, Modelled = NoSlots)]
    [Irql(KIRQL.DISPATCH_LEVEL)]
    public static uint HalGetBusDataByOffset(
        Machine machine, uint busDataType, uint busNumber, uint slotNumber, Pointer buffer, uint offset, [Size] uint length)
    {
        if (busDataType != PciConfiguration || busNumber != 0 || offset != 0 || length < sizeof(ushort))
        {
            return 0;
        }

        buffer.Write(0, NoVendor);
        return sizeof(ushort);
    }

    /// <summary>The same from the beginning of the data.</summary>
    [Ddi(Module = Hal, Modelled = NoSlots)]
    [Irql(KIRQL.DISPATCH_LEVEL)]
    public static uint HalGetBusData(Machine machine, uint busDataType, uint busNumber, uint slotNumber, Pointer buffer, [Size] uint length) =>
        HalGetBusDataByOffset(machine, busDataType, busNumber, slotNumber, buffer, 0, length);
}
