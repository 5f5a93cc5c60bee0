using System.Globalization;
using System.Runtime.InteropServices;

namespace Verifier.Kernel;

/// <summary>
/// Device interfaces and properties: names that applications find a PnP device by (harness/docs/facts/memory.md#io-manager-routines).
/// </summary>
internal sealed class DeviceInterfaces(Machine machine)
{
    private readonly HashSet<string> _registered = new(StringComparer.OrdinalIgnoreCase);

    private const uint LastProperty = 0x13;

    /// <summary>
    /// IoRegisterDeviceInterface: the link's name goes to a UNICODE_STRING whose buffer RtlFreeUnicodeString frees. STATUS_OBJECT_NAME_EXISTS,
    /// a success, when it was registered before.
    /// </summary>
    public NTSTATUS Register(ulong pdo, ulong guid, ulong reference, ulong nameOut)
    {
        if (machine.Io.Pnp.FindByPdo(pdo) is not { } device)
        {
            return NTSTATUS.STATUS_INVALID_DEVICE_REQUEST;
        }

        var referenced = KernelText.Read(machine, reference);
        if (referenced.AsSpan().IndexOfAny('/', '\\') >= 0)
        {
            return NTSTATUS.STATUS_INVALID_DEVICE_REQUEST;
        }

        var bytes = new byte[16];
        machine.Memory.CopyFrom(guid, bytes);
        var suffix = reference == 0 ? string.Empty : @"\" + referenced;
        var name = string.Create(CultureInfo.InvariantCulture, $@"\??\{device.Instance.Replace('\\', '#')}#{new Guid(bytes):B}{suffix}");
        var buffer = machine.Strings.Allocate((name.Length + 1) * sizeof(char));
        if (buffer == 0)
        {
            return NTSTATUS.STATUS_INSUFFICIENT_RESOURCES;
        }

        KernelText.Write(machine, nameOut, buffer, name);
        machine.Memory.Write(nameOut + 2, (ushort)((name.Length + 1) * sizeof(char)));
        machine.Memory.CopyTo(buffer + (ulong)(name.Length * sizeof(char)), MemoryMarshal.AsBytes("\0".AsSpan()));
        return _registered.Add(name) ? NTSTATUS.STATUS_SUCCESS : NTSTATUS.STATUS_OBJECT_NAME_EXISTS;
    }

    /// <summary>IoSetDeviceInterfaceState: the link comes or goes.</summary>
    public NTSTATUS SetState(ulong name, bool enable)
    {
        var link = KernelText.Read(machine, name);
        if (!_registered.Contains(link))
        {
            return NTSTATUS.STATUS_OBJECT_NAME_NOT_FOUND;
        }

        if (!enable)
        {
            var key = machine.Io.Names.RemoveLink(link);
            machine.Resources.Released(ResourceKind.DeviceInterface, key);
            return key == 0 ? NTSTATUS.STATUS_OBJECT_NAME_NOT_FOUND : NTSTATUS.STATUS_SUCCESS;
        }

        var status = machine.Io.Names.AddInterface(link, TargetOf(link));
        if (status.IsSuccess)
        {
            machine.Resources.Acquired(ResourceKind.DeviceInterface, machine.Io.Names.KeyOf(link));
        }

        return status == NTSTATUS.STATUS_OBJECT_NAME_COLLISION ? NTSTATUS.STATUS_OBJECT_NAME_EXISTS : status;
    }

    /// <summary>IoGetDeviceProperty: STATUS_BUFFER_TOO_SMALL with the length when the buffer does not hold it.</summary>
    public NTSTATUS GetProperty(ulong pdo, DEVICE_REGISTRY_PROPERTY property, uint length, ulong buffer, ulong lengthOut)
    {
        if (machine.Io.Pnp.FindByPdo(pdo) is not { } device)
        {
            return NTSTATUS.STATUS_INVALID_DEVICE_REQUEST;
        }

        if ((uint)property > LastProperty)
        {
            return NTSTATUS.STATUS_INVALID_PARAMETER_2;
        }

        if (DeviceProperties.ValueOf(machine, device, property) is not { } value)
        {
            return NTSTATUS.STATUS_OBJECT_NAME_NOT_FOUND;
        }

        machine.Memory.Write(lengthOut, (uint)value.Length);
        if (value.Length > length)
        {
            return NTSTATUS.STATUS_BUFFER_TOO_SMALL;
        }

        machine.Memory.CopyTo(buffer, value);
        return NTSTATUS.STATUS_SUCCESS;
    }

    /// <summary>True if it is the link of a registered interface, enabled or not.</summary>
    public bool IsRegistered(string link) => _registered.Contains(link);

    /// <summary>The links of a class's interfaces, in order; of one device, or of all with 0; those that are not enabled too, if they are asked for.</summary>
    public IEnumerable<string> Find(Guid interfaceClass, ulong pdo, bool includeNonActive)
    {
        var ofClass = string.Create(CultureInfo.InvariantCulture, $"#{interfaceClass:B}");
        var ofDevice = machine.Io.Pnp.FindByPdo(pdo) is { } device ? $@"\??\{device.Instance.Replace('\\', '#')}#" : string.Empty;
        return _registered
            .Where(l => l.Contains(ofClass, StringComparison.OrdinalIgnoreCase) && l.StartsWith(ofDevice, StringComparison.OrdinalIgnoreCase))
            .Where(l => includeNonActive || machine.Io.Names.Has(l))
            .Order(StringComparer.OrdinalIgnoreCase);
    }

    public void Reset() => _registered.Clear();

    private string TargetOf(string link)
    {
        foreach (var device in machine.Io.Pnp.Devices)
        {
            var isItsOwn = link.StartsWith($@"\??\{device.Instance.Replace('\\', '#')}#", StringComparison.OrdinalIgnoreCase);
            if (isItsOwn && device.State != PnpState.Removed)
            {
                return machine.Io.Devices.Find(device.Pdo)?.Name ?? string.Empty;
            }
        }

        return string.Empty;
    }
}
