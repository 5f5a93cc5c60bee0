using System.Collections.Immutable;

namespace Verifier.Kernel;

/// <summary>
/// The properties of a device on the simulated bus and in the setup information: identifiers, setup class and properties. A device about
/// which nothing is said is <c>ROOT\driver\0000</c> of the class System.
/// </summary>
internal sealed record DeviceIdentity
{
    /// <summary>A device about which nothing is said.</summary>
    public static DeviceIdentity Default { get; } = new();

    /// <summary>The name of the bus that found it.</summary>
    public string Enumerator { get; init; } = "ROOT";

    /// <summary>The device identifier without the enumerator; null for the driver's name.</summary>
    public string? DeviceId { get; init; }

    /// <summary>The instance identifier of the first device; null for 0000. Further devices are numbered.</summary>
    public string? InstanceId { get; init; }

    /// <summary>Hardware identifiers, the best first; empty for the device identifier with its enumerator.</summary>
    public ImmutableArray<string> HardwareIds { get; init; } = [];

    /// <summary>Compatible identifiers, the best first.</summary>
    public ImmutableArray<string> CompatibleIds { get; init; } = [];

    /// <summary>The setup class by name.</summary>
    public string ClassName { get; init; } = "System";

    /// <summary>The setup class by GUID; System's unless set.</summary>
    public Guid ClassGuid { get; init; } = new("4d36e97d-e325-11ce-bfc1-08002be10318");

    /// <summary>DevicePropertyDeviceDescription; null for a sentence with the driver's name.</summary>
    public string? Description { get; init; }

    /// <summary>DevicePropertyManufacturer; null for none.</summary>
    public string? Manufacturer { get; init; }

    /// <summary>DevicePropertyFriendlyName; null for none.</summary>
    public string? FriendlyName { get; init; }

    /// <summary>DevicePropertyLocationInformation; null for none.</summary>
    public string? Location { get; init; }

    /// <summary>DevicePropertyLegacyBusType, an INTERFACE_TYPE: PCIBus unless set.</summary>
    public int LegacyBusType { get; init; } = 5;

    /// <summary>DevicePropertyBusTypeGuid; null for none.</summary>
    public Guid? BusType { get; init; }

    /// <summary>DevicePropertyBusNumber.</summary>
    public uint BusNumber { get; init; }

    /// <summary>DevicePropertyAddress, in the bus's own terms.</summary>
    public uint Address { get; init; }

    /// <summary>DevicePropertyUINumber; all ones when the user sees no number.</summary>
    public uint UINumber { get; init; } = uint.MaxValue;

    /// <summary>The device identifier with its enumerator: <c>ROOT\driver</c>.</summary>
    public string FullDeviceId(string driver) => $@"{Enumerator}\{DeviceId ?? driver}";

    /// <summary>The path of the hardware key of the driver's device with this number.</summary>
    public string HardwareKey(string driver, int number = 0) => $@"{Registry.Enum}{FullDeviceId(driver)}\{InstanceOf(number)}\Device Parameters";

    /// <summary>The path of the software key of the device with this number.</summary>
    public string SoftwareKey(int number = 0) => $@"{ClassKey}\{number:D4}";

    /// <summary>The path of the key of the device's setup class.</summary>
    public string ClassKey => $"{Registry.Classes}{ClassGuid:B}";

    /// <summary>The instance identifier of the device with this number.</summary>
    public string InstanceOf(int number) => number == 0 && InstanceId is not null ? InstanceId : $"{number:D4}";
}
