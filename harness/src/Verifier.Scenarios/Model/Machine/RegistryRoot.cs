namespace Verifier.Scenarios.Model;

/// <summary>A key whose path a script need not spell.</summary>
public enum RegistryRoot
{
    /// <summary><c>\Registry\Machine</c>, also written <c>HKLM</c>.</summary>
    Machine,

    /// <summary>The key of the driver's service, the registry path that DriverEntry is given.</summary>
    Service,

    /// <summary>The device's hardware key: <c>Enum\…\Device Parameters</c>, PLUGPLAY_REGKEY_DEVICE.</summary>
    Device,

    /// <summary>The device's software key: <c>Control\Class\{guid}\0000</c>, PLUGPLAY_REGKEY_DRIVER.</summary>
    Driver,

    /// <summary>The key of the device's setup class: <c>Control\Class\{guid}</c>.</summary>
    Class,
}
