using System.Globalization;
using Verifier.Scenarios.Binding.Tables;
using Verifier.Scenarios.Model;

namespace Verifier.Scenarios.Writing;

/// <summary><c>open</c> as a script spells it.</summary>
internal static class OpenWriter
{
    /// <summary>Its keys.</summary>
    public static YamlFields Fields(OpenOperation open) => new YamlFields()
        .Add("device", open.Device)
        .Add("as", open.Handle)
        .Add("file", open.File.Length == 0 ? null : open.File)
        .Add("disposition", open.Disposition == CreateDisposition.Open ? null : ValueText.Of(OpenTable.DispositionWord, open.Disposition))
        .Add("options", Hex(open.Options))
        .Add("access", Hex(open.Access))
        .Add("share", Hex(open.Share))
        .Add("process", open.Process);

    private static YamlNode? Hex(uint? bits) => bits is { } value ? YamlNode.Word("0x" + value.ToString("X", CultureInfo.InvariantCulture)) : null;
}
