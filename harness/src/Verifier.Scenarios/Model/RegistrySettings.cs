using System.Collections.Immutable;

namespace Verifier.Scenarios.Model;

/// <summary>One key of a script's <c>registry</c>: it is there, with its values, before the driver is loaded.</summary>
public sealed record RegistryKeySettings : ScenarioNode
{
    /// <summary>The key from which <see cref="Path"/> leads.</summary>
    public required RegistryRoot Root { get; init; }

    /// <summary>Names of keys with backslashes between them; empty for the root itself.</summary>
    public required string Path { get; init; }

    /// <summary>The values, in the order of the script.</summary>
    public required ImmutableArray<RegistryValueSettings> Values { get; init; }
}

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

/// <summary>One value of a key.</summary>
public sealed record RegistryValueSettings : ScenarioNode
{
    /// <summary>The value's name; empty for the key's default value.</summary>
    public required string Name { get; init; }

    /// <summary>Its type.</summary>
    public required RegistryType Type { get; init; }

    /// <summary>Its bytes, those of texts with their terminators.</summary>
    public required DataLiteral Data { get; init; }
}

/// <summary>The type of a registry value, with NT's numbers.</summary>
public enum RegistryType
{
    /// <summary>REG_NONE.</summary>
    None = 0,

    /// <summary>REG_SZ.</summary>
    Text = 1,

    /// <summary>REG_EXPAND_SZ.</summary>
    ExpandableText = 2,

    /// <summary>REG_BINARY.</summary>
    Binary = 3,

    /// <summary>REG_DWORD.</summary>
    DWord = 4,

    /// <summary>REG_MULTI_SZ.</summary>
    Texts = 7,

    /// <summary>REG_QWORD.</summary>
    QWord = 11,
}
