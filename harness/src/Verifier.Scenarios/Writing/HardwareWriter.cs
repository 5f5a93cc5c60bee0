using System.Collections.Immutable;
using Verifier.Scenarios.Model;

namespace Verifier.Scenarios.Writing;

/// <summary>The hardware as a script spells it.</summary>
internal static class HardwareWriter
{
    /// <summary>The value of <c>hardware</c>; null when the script says nothing of it.</summary>
    public static YamlNode? Of(HardwareSettings? hardware) => hardware is null ? null : new YamlFields()
        .Add("memory", Ranges(hardware.Memory))
        .Add("ports", Ranges(hardware.Ports))
        .Add("interrupts", new YamlList([.. hardware.Interrupts.Select(i => Map(i.Changes))]))
        .Map;

    /// <summary>The changes of a device as YAML; null if there are none.</summary>
    public static YamlNode? Changes(ImmutableArray<HardwareChange> changes) => changes.IsEmpty ? null : Map(changes);

    private static YamlMap Map(ImmutableArray<HardwareChange> changes) => new([.. changes.Select(c => (YamlNode.Key(TargetOf(c)), Change(c)))]);

    private static string TargetOf(HardwareChange change) =>
        change.Offset == 0 ? change.Target : FormattableString.Invariant($"{change.Target}+{change.Offset}");

    private static YamlNode Change(HardwareChange change) => change switch
    {
        { Value: { } value } => Hex(value),
        { Bytes: { } bytes } => YamlNode.Text(ValueText.Of(bytes)),
        _ => new YamlList([.. change.Reads.Select(Hex)]),
    };

    private static YamlList? Ranges(ImmutableArray<HardwareRange> ranges) => ranges.IsEmpty ? null : new YamlList([.. ranges.Select(r => new YamlFields()
        .Add("name", r.Name)
        .Add("at", r.At is { } at ? Hex(at) : null)
        .Add("length", YamlNode.Number(r.Length))
        .Add("contents", r.Contents)
        .Add("registers", r.Registers.IsEmpty ? null : new YamlMap([.. r.Registers.Select(x => (YamlNode.Key(x.Name), Register(x)))]))
        .Map)]);

    private static YamlMap Register(HardwareRegister register) => new YamlFields()
        .Add("offset", YamlNode.Number(register.Offset))
        .Add("width", YamlNode.Number(register.Width))
        .Add("value", register.Value is { } value ? Hex(value) : null)
        .Add("reads", register.Reads.IsEmpty ? null : YamlNode.OneOrList(register.Reads.Select(Hex)))
        .Add("clear-on-read", Mask(register.ClearOnRead))
        .Add("clear-on-write", Mask(register.ClearOnWrite))
        .Add("set-on-write", Mask(register.SetOnWrite))
        .Add("read-only", register.IsReadOnly)
        .Add("on-write", Changes(register.OnWrite))
        .Map;

    private static YamlNode? Mask(ulong bits) => bits == 0 ? null : Hex(bits);

    private static YamlNode Hex(ulong number) => YamlNode.Word(FormattableString.Invariant($"0x{number:X}"));
}
