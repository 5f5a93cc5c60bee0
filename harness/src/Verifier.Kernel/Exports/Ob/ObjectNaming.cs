namespace Verifier.Kernel;

/// <summary>The full names of objects of all kinds.</summary>
internal static class ObjectNaming
{
    /// <summary>An object's name; empty when it has none. What is no object stops the machine as a reference to it does.</summary>
    public static string NameOf(Machine machine, ulong body)
    {
        switch (machine.Objects.KindOf(body))
        {
            case ObjectKind.Device:
                return machine.Io.Devices.Find(body)!.Name ?? string.Empty;
            case ObjectKind.Driver:
                return KernelText.Read(machine, new DriverObject(machine, body).DriverName);
            case ObjectKind.File:
                var file = new FileObject(machine, body);
                var device = machine.Io.Devices.Find(file.DeviceObject.Address)?.Name ?? string.Empty;
                return device + KernelText.Read(machine, file.FileName);
            case ObjectKind.Key:
                return machine.Keys.PathOf(body);
            case null:
                machine.Objects.Reference(body);
                return string.Empty;
            default:
                return machine.Objects.Find(body)?.Name ?? string.Empty;
        }
    }
}
