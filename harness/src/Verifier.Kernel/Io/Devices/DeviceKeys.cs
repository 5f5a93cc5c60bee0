namespace Verifier.Kernel;

/// <summary>The registry keys of devices and of their interfaces: made when a driver opens them, since setup made them before the driver came.</summary>
internal sealed class DeviceKeys(Machine machine)
{
    private const uint Device = 1, Driver = 2, CurrentHardwareProfile = 4;
    private const string ControlSet = @"\Registry\Machine\System\CurrentControlSet\";
    private const string Profile = ControlSet + @"Hardware Profiles\Current\System\CurrentControlSet\";

    /// <summary>
    /// IoOpenDeviceRegistryKey. STATUS_INVALID_DEVICE_REQUEST for a device that no bus reported, STATUS_INVALID_PARAMETER for flags that do not go
    /// together.
    /// </summary>
    public NTSTATUS Open(ulong pdo, uint type, uint access, out ulong handle)
    {
        handle = 0;
        if ((type & ~CurrentHardwareProfile) is not (Device or Driver))
        {
            return NTSTATUS.STATUS_INVALID_PARAMETER;
        }

        if (machine.Io.Pnp.FindByPdo(pdo) is not { } device)
        {
            return NTSTATUS.STATUS_INVALID_DEVICE_REQUEST;
        }

        var key = (type & Device) != 0 ? device.HardwareKey : device.SoftwareKey;
        return OpenPath((type & CurrentHardwareProfile) != 0 ? Profile + key[ControlSet.Length..] : key, access, out handle);
    }

    /// <summary>IoOpenDeviceInterfaceRegistryKey: STATUS_OBJECT_NAME_NOT_FOUND for a link that is no registered interface's.</summary>
    public NTSTATUS OpenInterface(string link, uint access, out ulong handle)
    {
        handle = 0;
        if (!machine.Io.Interfaces.IsRegistered(link))
        {
            return NTSTATUS.STATUS_OBJECT_NAME_NOT_FOUND;
        }

        // \??\ROOT#x#0000#{class}\reference is ##?#ROOT#x#0000#{class}\#reference below the key of its class.
        var name = link[@"\??\".Length..];
        var (device, reference) = name.IndexOf('\\') is > 0 and var end ? (name[..end], name[(end + 1)..]) : (name, string.Empty);
        var classGuid = device[(device.LastIndexOf('#') + 1)..];
        return OpenPath($@"{ControlSet}Control\DeviceClasses\{classGuid}\##?#{device}\#{reference}\Device Parameters", access, out handle);
    }

    private NTSTATUS OpenPath(string path, uint access, out ulong handle) =>
        machine.Keys.OpenHandle(machine.Registry.CreatePath(path), access, OBJ_ATTRIBUTE_FLAGS.OBJ_KERNEL_HANDLE, out handle);
}
