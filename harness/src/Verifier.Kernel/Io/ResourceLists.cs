namespace Verifier.Kernel;

/// <summary>The memory that PnP requests carry: resource lists and capabilities.</summary>
internal sealed class ResourceLists(Machine machine)
{
    /// <summary>One CM_RESOURCE_LIST of three descriptors, rounded to 8 bytes.</summary>
    public const ulong Bytes = 0x50;

    private const int Descriptors = 3;
    private const uint Internal = 5;
    private const ushort Latched = 1;
    private const ushort PortIo = 1;

    private static readonly PoolTag Tag = "PpRl";

    /// <summary>
    /// The raw and the translated list of a device, one behind the other, each with an interrupt, a memory range and a port range; 0 when
    /// the pool is exhausted.
    /// </summary>
    public ulong Allocate(PnpDevice device)
    {
        var block = machine.Pool.AllocateForKernel(POOL_TYPE.PagedPool, 2 * Bytes, Tag);
        if (block != 0)
        {
            Fill(block, device, device.Vector & 0xF);
            Fill(block + Bytes, device, (uint)device.InterruptIrql);
        }

        return block;
    }

    /// <summary>DEVICE_CAPABILITIES as the PnP manager presets them; 0 when the pool is exhausted.</summary>
    public ulong AllocateCapabilities()
    {
        var block = machine.Pool.AllocateForKernel(POOL_TYPE.PagedPool, DeviceCapabilities.Bytes, Tag);
        if (block != 0)
        {
            var capabilities = new DeviceCapabilities(machine, block)
            {
                Size = DeviceCapabilities.Bytes,
                Version = 1,
                Address = DeviceCapabilities.Unset,
            };
            capabilities.UINumber = DeviceCapabilities.Unset;
        }

        return block;
    }

    private void Fill(ulong address, PnpDevice device, uint level)
    {
        machine.Memory.Write(address, 1U);
        machine.Memory.Write(address + 0x04, Internal);
        machine.Memory.Write(address + 0x0C, 0x0001_0001U);
        var list = new CmResourceList(machine, address) { Count = Descriptors };
        var interrupt = list[0];
        interrupt.Type = CM_RESOURCE_TYPE.CmResourceTypeInterrupt;
        interrupt.Flags = Latched;
        interrupt.Level = level;
        interrupt.Vector = device.Vector;
        interrupt.Affinity = 1;
        var memory = list[1];
        memory.Type = CM_RESOURCE_TYPE.CmResourceTypeMemory;
        memory.Start = device.Registers;
        memory.Length = PnpDevice.RegistersBytes;
        var port = list[2];
        port.Type = CM_RESOURCE_TYPE.CmResourceTypePort;
        port.Flags = PortIo;
        port.Start = device.Ports;
        port.Length = PnpDevice.PortsBytes;
    }
}
