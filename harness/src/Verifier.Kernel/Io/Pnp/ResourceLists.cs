namespace Verifier.Kernel;

/// <summary>The memory that PnP requests carry: resource lists and capabilities.</summary>
internal sealed class ResourceLists(Machine machine)
{
    private const uint Internal = 5;
    private const ushort Latched = 1;
    private const ushort PortIo = 1;

    private static readonly PoolTag Tag = "PpRl";

    /// <summary>The bytes of a device's CM_RESOURCE_LIST, rounded to 8.</summary>
    public static ulong BytesOf(PnpDevice device) =>
        (CmResourceList.Bytes + ((ulong)device.Resources.Count * CmPartialResourceDescriptor.Bytes) + 7) & ~7UL;

    /// <summary>
    /// The raw and the translated list of a device, one behind the other, each with its interrupts, memory ranges and port ranges; 0 when
    /// the pool is exhausted.
    /// </summary>
    public ulong Allocate(PnpDevice device)
    {
        var block = machine.Pool.AllocateForKernel(POOL_TYPE.PagedPool, 2 * BytesOf(device), Tag);
        if (block != 0)
        {
            Fill(block, device, device.Vector & 0xF);
            Fill(block + BytesOf(device), device, (uint)device.InterruptIrql);
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
        var list = new CmResourceList(machine, address) { Count = device.Resources.Count };
        var next = 0;
        for (var line = 0U; line < device.Resources.Interrupts; line++)
        {
            var interrupt = list[next++];
            interrupt.Type = CM_RESOURCE_TYPE.CmResourceTypeInterrupt;
            interrupt.Flags = Latched;
            interrupt.Level = level;
            interrupt.Vector = device.Vector + line;
            interrupt.Affinity = 1;
        }

        foreach (var range in device.Resources.Memory)
        {
            Fill(list[next++], CM_RESOURCE_TYPE.CmResourceTypeMemory, 0, range);
        }

        foreach (var range in device.Resources.Ports)
        {
            Fill(list[next++], CM_RESOURCE_TYPE.CmResourceTypePort, PortIo, range);
        }
    }

    private static void Fill(CmPartialResourceDescriptor descriptor, CM_RESOURCE_TYPE type, ushort flags, AddressRange range)
    {
        descriptor.Type = type;
        descriptor.Flags = flags;
        descriptor.Start = range.Start;
        descriptor.Length = range.Length;
    }
}
