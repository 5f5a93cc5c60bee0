using System.Collections.Immutable;
using System.Globalization;
using Verifier.Scenarios.Binding.Tables;
using Verifier.Scenarios.Model;

namespace Verifier.Scenarios.Writing;

/// <summary>Rules of <c>below:</c> as a script spells them.</summary>
internal static class BelowWriter
{
    /// <summary>A rule.</summary>
    public static YamlNode Of(BelowRule rule) => new YamlFields()
        .Add("major", rule.Major is { } major ? ValueText.Of(BelowTable.MajorWord, major) : null)
        .Add("minor", rule.Minor is { } minor ? Hex(minor) : null)
        .Add("code", rule.Code is { } code ? Hex(code) : null)
        .Add("has", Places("in", rule.Has))
        .Add("times", rule.Times is { } times ? YamlNode.Number(times) : null)
        .Add("status", rule.Status is { } status ? YamlNode.Word(status.Text) : null)
        .Add("information", rule.Information is { } information ? YamlNode.Number(information) : null)
        .Add("put", Places("into", rule.Puts))
        .Add("delay", rule.Delay)
        .Add("pending", rule.StaysPending)
        .Map;

    private static YamlNode? Places(string key, ImmutableArray<BelowBytes> places) =>
        places.IsEmpty ? null : YamlNode.OneOrList(places.Select(p => Place(key, p)));

    private static YamlMap Place(string key, BelowBytes place) => new YamlFields()
        .Add(key, ValueText.Of(BelowBytesTable.BufferWord, place.Buffer))
        .Add("pointer-at", place.PointerAt is { } pointer ? Hex((uint)pointer) : null)
        .Add("mdl-at", place.MdlAt is { } mdl ? Hex((uint)mdl) : null)
        .Add("at", place.At, 0)
        .Add("data", place.Data)
        .Map;

    private static YamlNode Hex(uint number) => YamlNode.Word("0x" + number.ToString("X", CultureInfo.InvariantCulture));
}
