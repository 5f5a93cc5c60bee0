using System.Collections.Immutable;

namespace Verifier.Scenarios.Model;

/// <summary>A script's <c>device</c>: what the bus and the setup information say of the device that a PnP driver is started for.</summary>
public sealed record DeviceSettings : ScenarioNode
{
    /// <summary>The device identifier with its enumerator, such as <c>PCI\VEN_8086</c>; null for one made of the driver's name.</summary>
    public string? Id { get; init; }

    /// <summary>The instance identifier; null for 0000.</summary>
    public string? Instance { get; init; }

    /// <summary>Hardware identifiers, the best first; empty for the device identifier alone.</summary>
    public ImmutableArray<string> HardwareIds { get; init; } = [];

    /// <summary>Compatible identifiers, the best first.</summary>
    public ImmutableArray<string> CompatibleIds { get; init; } = [];

    /// <summary>The setup class by name; null for System.</summary>
    public string? ClassName { get; init; }

    /// <summary>The setup class by GUID; not null if <see cref="ClassName"/> is not.</summary>
    public Guid? ClassGuid { get; init; }

    /// <summary>The device in words; null for a sentence with the driver's name.</summary>
    public string? Description { get; init; }

    /// <summary>The maker; null for none.</summary>
    public string? Manufacturer { get; init; }

    /// <summary>What a user calls it; null for nothing.</summary>
    public string? FriendlyName { get; init; }

    /// <summary>Where it is, in words; null for nothing.</summary>
    public string? Location { get; init; }

    /// <summary>The kind of bus that it is on; null for what is not said.</summary>
    public BusKind? Bus { get; init; }

    /// <summary>The number of its bus; 0 unless set.</summary>
    public uint BusNumber { get; init; }

    /// <summary>Its address on the bus, in the bus's own terms; 0 unless set.</summary>
    public uint Address { get; init; }

    /// <summary>The number of its slot that a user sees; null for none.</summary>
    public uint? UserNumber { get; init; }
}
