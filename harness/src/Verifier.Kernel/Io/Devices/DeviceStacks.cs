namespace Verifier.Kernel;

/// <summary>Device stacks: attaching and detaching (harness/docs/facts/io.md#remove-locks-and-device-objects).</summary>
internal sealed class DeviceStacks(Machine machine)
{
    /// <summary>IoAttachDeviceToDeviceStack: the device it now stands on, or 0 when the target is going away.</summary>
    public ulong Attach(ulong source, ulong target)
    {
        var top = Top(target);
        if (machine.Io.Devices.Find(top) is not { IsDeletePending: false } || machine.Io.Devices.Find(source) is not { } record)
        {
            return 0;
        }

        var (upper, lower) = (new DeviceObject(machine, source), new DeviceObject(machine, top));
        lower.AttachedDevice = upper;
        upper.StackSize = lower.StackSize + 1;
        upper.AlignmentRequirement = lower.AlignmentRequirement;
        upper.SectorSize = lower.SectorSize;
        record.Lower = top;
        machine.Resources.Acquired(ResourceKind.Attachment, source);
        return top;
    }

    /// <summary>IoDetachDevice of the device that is attached to a device.</summary>
    public void Detach(ulong lower)
    {
        var below = new DeviceObject(machine, lower);
        var above = below.AttachedDevice.Address;
        if (above == 0)
        {
            DeviceRules.NothingAttached(machine, lower);
            return;
        }

        PnpRules.VerifyDetach(machine, lower);
        below.AttachedDevice = default;
        machine.Resources.Released(ResourceKind.Attachment, above);
        if (machine.Io.Devices.Find(above) is { } record)
        {
            record.Lower = 0;
        }

        if (machine.Io.Devices.Find(lower) is { } lowerRecord)
        {
            machine.Io.Devices.FreeIfUnused(lowerRecord);
        }
    }

    /// <summary>The device at the top of a stack.</summary>
    public ulong Top(ulong device)
    {
        var at = device;
        while (new DeviceObject(machine, at).AttachedDevice is { IsNull: false } above)
        {
            at = above.Address;
        }

        return at;
    }
}
