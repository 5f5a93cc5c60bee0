using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Verifier.Scenarios.Binding.Tables;
using Verifier.Scenarios.Binding.Values;
using Verifier.Scenarios.Model;

namespace Verifier.Scenarios.Writing;

/// <summary>Keys and values of the registry as a script spells them.</summary>
internal static class RegistryWriter
{
    /// <summary>The value of <c>registry</c>; null when there are no keys.</summary>
    public static YamlNode? Of(ImmutableArray<RegistryKeySettings> keys) =>
        keys.IsEmpty ? null : new YamlMap([.. keys.Select(k => (YamlNode.Key(PathOf(k)), (YamlNode)Values(k.Values)))]);

    private static string PathOf(RegistryKeySettings key)
    {
        string root = RegistryTable.Roots.First(r => r.Root == key.Root).Text;
        return key.Path.Length == 0 ? root : $@"{root}\{key.Path}";
    }

    private static YamlMap Values(ImmutableArray<RegistryValueSettings> values) => new([.. values.Select(v => (YamlNode.Key(NameOf(v)), Value(v)))]);

    private static string NameOf(RegistryValueSettings value) => value.Name.Length == 0 ? RegistryTable.DefaultValue : value.Name;

    // The short form if it gives exactly these bytes, the bytes themselves otherwise.
    private static YamlNode Value(RegistryValueSettings value)
    {
        byte[]? bytes = value.Data is LiteralData literal ? [.. literal.Bytes] : null;
        return (value.Type, bytes) switch
        {
            (RegistryType.Binary, null) => YamlNode.Text(ValueText.Of(value.Data)),
            (RegistryType.Binary, not null) => YamlNode.Text($"hex:{Convert.ToHexString(bytes)}"),
            (RegistryType.DWord, { Length: sizeof(uint) }) => YamlNode.Number(BinaryPrimitives.ReadUInt32LittleEndian(bytes)),
            (RegistryType.QWord, { Length: sizeof(ulong) }) =>
                YamlNode.Text(FormattableString.Invariant($"qword:{BinaryPrimitives.ReadUInt64LittleEndian(bytes)}")),
            (RegistryType.Text, not null) when TextOf(bytes) is { } text => YamlNode.Text($"text:{text}"),
            (RegistryType.ExpandableText, not null) when TextOf(bytes) is { } text => YamlNode.Text($"expand:{text}"),
            (RegistryType.Texts, not null) when TextsOf(bytes) is { } texts => new YamlList([.. texts.Select(YamlNode.Text)]),
            _ => new YamlFields().Add("type", ValueText.Of(RegistryValues.TypeWord, value.Type)).Add("data", Raw(value.Data)).Map,
        };
    }

    // Bytes that happen to be a text are no text here.
    private static string Raw(DataLiteral data) =>
        data is LiteralData literal ? $"hex:{Convert.ToHexString([.. literal.Bytes])}" : ValueText.Of(data);

    private static string? TextOf(byte[] bytes)
    {
        string text = bytes.Length % 2 == 0 ? new string(MemoryMarshal.Cast<byte, char>(bytes)) : "";
        return text.EndsWith('\0') && !text.AsSpan(..^1).ContainsAnyInRange('\0', '\x1F') ? text[..^1] : null;
    }

    private static string[]? TextsOf(byte[] bytes)
    {
        string text = bytes.Length % 2 == 0 ? new string(MemoryMarshal.Cast<byte, char>(bytes)) : "";
        string[] texts = text.Split('\0', StringSplitOptions.RemoveEmptyEntries);
        bool isWhole = RegistryValues.OfTexts(texts).Data is LiteralData literal && literal.Bytes.AsSpan().SequenceEqual(bytes);
        return isWhole && !texts.Any(t => t.Any(char.IsControl)) ? texts : null;
    }
}
