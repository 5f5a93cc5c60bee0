using System.Runtime.InteropServices;

namespace Verifier.Kernel;

/// <summary>The values that IoGetDeviceProperty gives and the texts that the bus answers to IRP_MN_QUERY_ID and IRP_MN_QUERY_DEVICE_TEXT.</summary>
internal static class DeviceProperties
{
    private const int DescriptionText = 0;
    private const int LocationText = 1;

    /// <summary>The bytes of a property; null when the device has none.</summary>
    public static byte[]? ValueOf(Machine machine, PnpDevice device, DEVICE_REGISTRY_PROPERTY property)
    {
        var identity = device.Identity;
        return property switch
        {
            DEVICE_REGISTRY_PROPERTY.DevicePropertyDeviceDescription => Text(DescriptionOf(device)),
            DEVICE_REGISTRY_PROPERTY.DevicePropertyHardwareID => List(device.HardwareIds),
            DEVICE_REGISTRY_PROPERTY.DevicePropertyCompatibleIDs when !identity.CompatibleIds.IsEmpty => List(identity.CompatibleIds),
            DEVICE_REGISTRY_PROPERTY.DevicePropertyClassName => Text(identity.ClassName),
            DEVICE_REGISTRY_PROPERTY.DevicePropertyClassGuid => Text($"{identity.ClassGuid:B}"),
            DEVICE_REGISTRY_PROPERTY.DevicePropertyDriverKeyName => Text(device.DriverKeyName),
            DEVICE_REGISTRY_PROPERTY.DevicePropertyManufacturer => Text(identity.Manufacturer),
            DEVICE_REGISTRY_PROPERTY.DevicePropertyFriendlyName => Text(identity.FriendlyName),
            DEVICE_REGISTRY_PROPERTY.DevicePropertyLocationInformation => Text(identity.Location),
            DEVICE_REGISTRY_PROPERTY.DevicePropertyPhysicalDeviceObjectName => Text(machine.Io.Devices.Find(device.Pdo)?.Name),
            DEVICE_REGISTRY_PROPERTY.DevicePropertyBusTypeGuid => identity.BusType?.ToByteArray(),
            DEVICE_REGISTRY_PROPERTY.DevicePropertyLegacyBusType => BitConverter.GetBytes(identity.LegacyBusType),
            DEVICE_REGISTRY_PROPERTY.DevicePropertyBusNumber => BitConverter.GetBytes(identity.BusNumber),
            DEVICE_REGISTRY_PROPERTY.DevicePropertyEnumeratorName => Text(identity.Enumerator),
            DEVICE_REGISTRY_PROPERTY.DevicePropertyAddress => BitConverter.GetBytes(identity.Address),
            DEVICE_REGISTRY_PROPERTY.DevicePropertyUINumber => BitConverter.GetBytes(identity.UINumber),
            _ => null,
        };
    }

    /// <summary>The bus's answer to IRP_MN_QUERY_ID, with its terminators; null when the device has no identifier of that kind.</summary>
    public static byte[]? IdOf(PnpDevice device, BUS_QUERY_ID_TYPE type) => type switch
    {
        BUS_QUERY_ID_TYPE.BusQueryDeviceID => Text(device.DeviceId),
        BUS_QUERY_ID_TYPE.BusQueryHardwareIDs => List(device.HardwareIds),
        BUS_QUERY_ID_TYPE.BusQueryCompatibleIDs when !device.Identity.CompatibleIds.IsEmpty => List(device.Identity.CompatibleIds),
        BUS_QUERY_ID_TYPE.BusQueryInstanceID => Text(device.InstanceId),
        _ => null,
    };

    /// <summary>The bus's answer to IRP_MN_QUERY_DEVICE_TEXT, a DEVICE_TEXT_TYPE; null for a text that the device does not have.</summary>
    public static byte[]? TextOf(PnpDevice device, ulong type) => type switch
    {
        DescriptionText => Text(device.Identity.Description),
        LocationText => Text(device.Identity.Location),
        _ => null,
    };

    private static string DescriptionOf(PnpDevice device) => device.Identity.Description ?? $"Simulated device of {device.Driver.Name}";

    private static byte[]? Text(string? text) => text is null ? null : MemoryMarshal.AsBytes((text + '\0').AsSpan()).ToArray();

    private static byte[] List(IEnumerable<string> texts) => Text(string.Concat(texts.Select(t => t + '\0')))!;
}
