namespace Verifier.Kernel;

/// <summary>
/// The device objects that the PnP manager keeps in memory: a whole stack while it is removed, so that a dispatch routine may still use its
/// extension after IoDeleteDevice, and each child that a bus driver reports, until the driver reports it no more or its bus is removed.
/// </summary>
internal sealed class PnpHolds(Machine machine)
{
    private readonly Dictionary<PnpDevice, List<ulong>> _stacks = [];
    private readonly Dictionary<PnpDevice, List<ulong>> _children = [];

    /// <summary>REMOVE_DEVICE is about to be sent: keeps the physical device and all above it.</summary>
    public void HoldStack(PnpDevice device, IEnumerable<ulong> above)
    {
        var held = new List<ulong> { device.Pdo };
        held.AddRange(above);
        held.ForEach(machine.Io.Devices.Hold);
        _stacks[device] = held;
    }

    /// <summary>A bus driver answered with these children: all that there are now.</summary>
    public void HoldChildren(PnpDevice bus, IReadOnlyList<ulong> reported)
    {
        var known = _children.GetValueOrDefault(bus, []);
        var held = reported.Distinct().ToList();
        held.Except(known).ToList().ForEach(machine.Io.Devices.Hold);
        _children[bus] = held;
        known.Except(held).ToList().ForEach(machine.Io.Devices.Unhold);
    }

    /// <summary>REMOVE_DEVICE is over: keeps nothing of the device any longer, children first.</summary>
    public void Release(PnpDevice device)
    {
        Release(_children, device);
        Release(_stacks, device);
    }

    public void Reset()
    {
        _stacks.Clear();
        _children.Clear();
    }

    private void Release(Dictionary<PnpDevice, List<ulong>> from, PnpDevice device)
    {
        if (from.Remove(device, out var held))
        {
            held.ForEach(machine.Io.Devices.Unhold);
        }
    }
}
