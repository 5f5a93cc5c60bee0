using System.Collections.Immutable;

namespace Verifier.Kernel;

/// <summary>
/// The devices of one machine: their ranges of ports and memory, and what they change by themselves. A device about which nothing is said
/// has an interrupt, a page of memory and 32 ports that keep what is written.
/// </summary>
internal sealed class SimulatedHardware(Machine machine)
{
    private const ulong FirstAddress = 0xFEB0_0000;
    private const uint PlainMemory = 0x1000;
    private const ulong FirstPort = 0xC000;
    private const uint PlainPorts = 0x20;

    private readonly Dictionary<int, DeviceResources> _resources = [];
    private ImmutableArray<ImmutableArray<DeviceChange>> _interrupts = [];

    /// <summary>Puts a device into the machine before any driver is loaded: the first that the bus finds.</summary>
    public void Install(DeviceHardware device)
    {
        _interrupts = device.Interrupts;
        foreach (var range in device.Memory.OrderBy(r => r.Start is null))
        {
            machine.DeviceMemory.Add(new MemoryBank(machine, this, range, range.Start ?? FreeAddress(range.Length)));
        }

        foreach (var range in device.Ports.OrderBy(r => r.Start is null))
        {
            machine.Ports.Add(new PortBank(this, range, range.Start ?? FreePort(range.Length)));
        }

        _resources[0] = new DeviceResources(
            device.Interrupts.Length, InOrder(device.Memory, machine.DeviceMemory.Banks), InOrder(device.Ports, machine.Ports.Banks));
    }

    /// <summary>The resources of the device with this number; those of a plain one if none were declared.</summary>
    public DeviceResources ResourcesOf(int number)
    {
        if (!_resources.TryGetValue(number, out var resources))
        {
            var ports = new PortBank(this, new DeviceRange(null, PlainPorts), FirstPort + ((ulong)number * PlainPorts));
            var memory = new AddressRange(FirstAddress + ((ulong)number * PlainMemory), PlainMemory);
            machine.Ports.Add(ports);
            _resources[number] = resources = new DeviceResources(1, [memory], [ports.Addresses]);
        }

        return resources;
    }

    /// <summary>Makes the changes of the device before it asserts an interrupt line.</summary>
    public void BeforeInterrupt(int line)
    {
        if (line < _interrupts.Length)
        {
            Apply(_interrupts[line]);
        }
    }

    /// <summary>Changes registers and bytes as the device does by itself; targets that do not exist are left out.</summary>
    public void Apply(ImmutableArray<DeviceChange> changes)
    {
        foreach (var change in changes)
        {
            Apply(change);
        }
    }

    public void Reset()
    {
        _resources.Clear();
        _interrupts = [];
    }

    private void Apply(DeviceChange change)
    {
        foreach (var bank in machine.DeviceMemory.Banks.Concat<RegisterBank>(machine.Ports.Banks))
        {
            if (bank.Name == change.Target)
            {
                for (var i = 0; i < change.Bytes.Length; i++)
                {
                    bank[change.Offset + (uint)i] = change.Bytes.Span[i];
                }
            }

            bank.Registers.FirstOrDefault(r => r.Name == change.Target)?.Change(change);
        }
    }

    private ulong FreeAddress(uint length) => Free(FirstAddress, length, PlainMemory, machine.DeviceMemory.Banks);

    private ulong FreePort(uint length) => Free(FirstPort, length, PlainPorts, machine.Ports.Banks);

    private static ulong Free(ulong from, uint length, uint alignment, IReadOnlyList<RegisterBank> taken)
    {
        var wanted = new AddressRange(from, length);
        while (taken.FirstOrDefault(b => b.Addresses.Overlaps(wanted)) is { } other)
        {
            var end = other.Addresses.Start + other.Addresses.Length;
            wanted = wanted with { Start = (end + alignment - 1) / alignment * alignment };
        }

        return wanted.Start;
    }

    // Ranges with an address of their own were added first; the list has them as they are declared.
    private static ImmutableArray<AddressRange> InOrder(ImmutableArray<DeviceRange> ranges, IReadOnlyList<RegisterBank> banks)
    {
        DeviceRange[] added = [.. ranges.OrderBy(r => r.Start is null)];
        return [.. ranges.Select(r => banks[Array.FindIndex(added, a => ReferenceEquals(a, r))].Addresses)];
    }
}
