namespace Verifier.Kernel;

/// <summary>What IoCreateDevice is asked for.</summary>
internal sealed record DeviceRequest(
    ulong DriverObject,
    uint ExtensionBytes,
    string? Name,
    FILE_DEVICE Type,
    DEVICE_CHARACTERISTICS Characteristics,
    bool IsExclusive);
