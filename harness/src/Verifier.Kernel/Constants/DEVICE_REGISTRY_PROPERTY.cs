namespace Verifier.Kernel;

/// <summary>The properties that IoGetDeviceProperty returns; the values are those of wdm.h.</summary>
public enum DEVICE_REGISTRY_PROPERTY : uint
{
    /// <summary>The device in words.</summary>
    DevicePropertyDeviceDescription = 0x0,

    /// <summary>Hardware identifications, a list of strings.</summary>
    DevicePropertyHardwareID = 0x1,

    /// <summary>Compatible identifications.</summary>
    DevicePropertyCompatibleIDs = 0x2,

    /// <summary>The boot configuration.</summary>
    DevicePropertyBootConfiguration = 0x3,

    /// <summary>The boot configuration, translated.</summary>
    DevicePropertyBootConfigurationTranslated = 0x4,

    /// <summary>The setup class by name.</summary>
    DevicePropertyClassName = 0x5,

    /// <summary>The setup class by GUID.</summary>
    DevicePropertyClassGuid = 0x6,

    /// <summary>The driver's key.</summary>
    DevicePropertyDriverKeyName = 0x7,

    /// <summary>The maker.</summary>
    DevicePropertyManufacturer = 0x8,

    /// <summary>The name that is shown to users.</summary>
    DevicePropertyFriendlyName = 0x9,

    /// <summary>The location in words.</summary>
    DevicePropertyLocationInformation = 0xA,

    /// <summary>The physical device object's name.</summary>
    DevicePropertyPhysicalDeviceObjectName = 0xB,

    /// <summary>The kind of bus, by GUID.</summary>
    DevicePropertyBusTypeGuid = 0xC,

    /// <summary>The kind of bus, by INTERFACE_TYPE.</summary>
    DevicePropertyLegacyBusType = 0xD,

    /// <summary>The number of its bus.</summary>
    DevicePropertyBusNumber = 0xE,

    /// <summary>The name of its bus.</summary>
    DevicePropertyEnumeratorName = 0xF,

    /// <summary>Its address on the bus.</summary>
    DevicePropertyAddress = 0x10,

    /// <summary>A number a user sees.</summary>
    DevicePropertyUINumber = 0x11,
}
