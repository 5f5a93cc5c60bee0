using System.Collections.Immutable;
using Verifier.Scenarios.Model;

namespace Verifier.Engine.Shrinking;

/// <summary>The registry and the hardware of a scenario that stands by itself: data from files becomes data in the script.</summary>
internal static class MachineData
{
    /// <summary>A key of the registry.</summary>
    public static RegistryKeySettings Inlined(RegistryKeySettings key) =>
        key with { Values = [.. key.Values.Select(v => v with { Data = Inlined(v.Data)! })] };

    /// <summary>The hardware; null for none.</summary>
    public static HardwareSettings? Inlined(HardwareSettings? hardware) => hardware is null ? null : hardware with
    {
        Memory = [.. hardware.Memory.Select(Inlined)],
        Ports = [.. hardware.Ports.Select(Inlined)],
        Interrupts = [.. hardware.Interrupts.Select(i => i with { Changes = Inlined(i.Changes) })],
    };

    /// <summary>The changes that a device makes.</summary>
    public static ImmutableArray<HardwareChange> Inlined(ImmutableArray<HardwareChange> changes) =>
        [.. changes.Select(c => c with { Bytes = Inlined(c.Bytes) })];

    private static HardwareRange Inlined(HardwareRange range) => range with
    {
        Contents = Inlined(range.Contents),
        Registers = [.. range.Registers.Select(r => r with { OnWrite = Inlined(r.OnWrite) })],
    };

    private static DataLiteral? Inlined(DataLiteral? data) => data is FileData file ? new LiteralData { Bytes = file.Bytes } : data;
}
