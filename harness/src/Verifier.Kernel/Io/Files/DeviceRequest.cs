namespace Verifier.Kernel;

/// <summary>The parameters of IoCreateDevice.</summary>
internal sealed record DeviceRequest(
    ulong DriverObject,
    uint ExtensionBytes,
    string? Name,
    FILE_DEVICE Type,
    DEVICE_CHARACTERISTICS Characteristics,
    bool IsExclusive);
