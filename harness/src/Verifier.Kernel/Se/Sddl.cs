using System.Globalization;

namespace Verifier.Kernel;

/// <summary>
/// Security descriptors as text (SDDL): O:, G:, D: and S: with flags, ACEs of the types A and D with generic, standard and hexadecimal
/// rights, SIDs by their two letters or as S-1-…. Other types of ACEs, such as those for auditing, make a text invalid.
/// </summary>
internal static class Sddl
{
    private static readonly Dictionary<string, string> Sids = new(StringComparer.OrdinalIgnoreCase)
    {
        ["WD"] = "S-1-1-0",
        ["CO"] = "S-1-3-0",
        ["CG"] = "S-1-3-1",
        ["NU"] = "S-1-5-2",
        ["IU"] = "S-1-5-4",
        ["SU"] = "S-1-5-6",
        ["AN"] = "S-1-5-7",
        ["AU"] = "S-1-5-11",
        ["RC"] = "S-1-5-12",
        ["SY"] = "S-1-5-18",
        ["LS"] = "S-1-5-19",
        ["NS"] = "S-1-5-20",
        ["BA"] = "S-1-5-32-544",
        ["BU"] = "S-1-5-32-545",
        ["BG"] = "S-1-5-32-546",
        ["PU"] = "S-1-5-32-547",
        ["AO"] = "S-1-5-32-548",
        ["SO"] = "S-1-5-32-549",
        ["PO"] = "S-1-5-32-550",
        ["BO"] = "S-1-5-32-551",
        ["RE"] = "S-1-5-32-552",
        ["AC"] = "S-1-15-2-1",
        ["UD"] = "S-1-5-84-0-0-0-0-0",
        ["OW"] = "S-1-3-4",
        ["WR"] = "S-1-5-33",
        ["ER"] = "S-1-5-32-573",
    };

    private static readonly Dictionary<string, uint> Rights = new(StringComparer.OrdinalIgnoreCase)
    {
        ["GA"] = 0x1000_0000,
        ["GX"] = 0x2000_0000,
        ["GW"] = 0x4000_0000,
        ["GR"] = 0x8000_0000,
        ["SD"] = 0x0001_0000,
        ["RC"] = 0x0002_0000,
        ["WD"] = 0x0004_0000,
        ["WO"] = 0x0008_0000,
        ["FA"] = 0x001F_01FF,
        ["FR"] = 0x0012_0089,
        ["FW"] = 0x0012_0116,
        ["FX"] = 0x0012_00A0,
        ["KA"] = 0x000F_003F,
        ["KR"] = 0x0002_0019,
        ["KW"] = 0x0002_0006,
        ["KX"] = 0x0002_0019,
    };

    private static readonly Dictionary<string, byte> Flags = new(StringComparer.OrdinalIgnoreCase)
    {
        ["OI"] = 1,
        ["CI"] = 2,
        ["NP"] = 4,
        ["IO"] = Acl.InheritOnly,
        ["ID"] = 16,
    };

    /// <summary>The security descriptor of a text; null if the text is none.</summary>
    public static SecurityParts? Parse(string text)
    {
        var parts = new SecurityParts(0);
        for (var at = 0; at < text.Length;)
        {
            if (at + 1 >= text.Length || text[at + 1] != ':')
            {
                return null;
            }

            var end = NextPart(text, at + 2);
            var value = text[(at + 2)..end].Trim();
            var read = char.ToUpperInvariant(text[at]) switch
            {
                'O' => SidOf(value) is { } owner ? parts with { Owner = owner } : null,
                'G' => SidOf(value) is { } group ? parts with { Group = group } : null,
                'D' => WithDacl(parts, value),
                'S' => WithSacl(parts, value),
                _ => null,
            };
            if (read is null)
            {
                return null;
            }

            parts = read;
            at = end;
        }

        return parts;
    }

    private static SecurityParts? WithDacl(SecurityParts parts, string text)
    {
        var acl = AclOf(text, out var isProtected);
        var bits = SE_CONTROL.SE_DACL_PRESENT | (isProtected ? SE_CONTROL.SE_DACL_PROTECTED : 0);
        return acl is null ? null : parts with { Dacl = acl, Control = parts.Control | bits };
    }

    private static SecurityParts? WithSacl(SecurityParts parts, string text)
    {
        var acl = AclOf(text, out var isProtected);
        var bits = SE_CONTROL.SE_SACL_PRESENT | (isProtected ? SE_CONTROL.SE_SACL_PROTECTED : 0);
        return acl is null ? null : parts with { Sacl = acl, Control = parts.Control | bits };
    }

    // A part ends where the next one's letter and colon begin; neither stands within parentheses.
    private static int NextPart(string text, int from)
    {
        var depth = 0;
        for (var i = from; i < text.Length; i++)
        {
            depth += text[i] == '(' ? 1 : text[i] == ')' ? -1 : 0;
            if (depth == 0 && i + 1 < text.Length && text[i + 1] == ':')
            {
                return i;
            }
        }

        return text.Length;
    }

    private static byte[]? SidOf(string text) => Sid.Parse(Sids.GetValueOrDefault(text, text));

    private static byte[]? AclOf(string text, out bool isProtected)
    {
        var open = text.IndexOf('(', StringComparison.Ordinal);
        var flags = (open < 0 ? text : text[..open]).ToUpperInvariant();
        isProtected = flags.Contains('P', StringComparison.Ordinal);
        if (flags.Replace("AR", "", StringComparison.Ordinal).Replace("AI", "", StringComparison.Ordinal) is not ("" or "P"))
        {
            return null;
        }

        var aces = new List<byte[]>();
        while (open >= 0 && open < text.Length)
        {
            var close = text.IndexOf(')', open);
            if (text[open] != '(' || close < 0 || AceOf(text[(open + 1)..close]) is not { } ace)
            {
                return null;
            }

            aces.Add(ace);
            open = close + 1;
        }

        return Acl.Of(aces);
    }

    // Type, flags, rights, object, inherited object, SID.
    private static byte[]? AceOf(string text)
    {
        var fields = text.Split(';');
        if (fields.Length != 6 || fields[3].Length + fields[4].Length > 0)
        {
            return null;
        }

        var type = fields[0].ToUpperInvariant() switch
        {
            "A" => Acl.AccessAllowed,
            "D" => Acl.AccessDenied,
            _ => (byte?)null,
        };
        return type is { } known && FlagsOf(fields[1]) is { } flags && RightsOf(fields[2]) is { } rights && SidOf(fields[5]) is { } sid
            ? Acl.Ace(known, rights, sid, flags)
            : null;
    }

    private static byte? FlagsOf(string text) =>
        Letters(text) is { } words && words.All(Flags.ContainsKey)
            ? words.Aggregate((byte)0, (flags, word) => (byte)(flags | Flags[word]))
            : null;

    private static uint? RightsOf(string text)
    {
        if (text.StartsWith("0x", StringComparison.OrdinalIgnoreCase))
        {
            const NumberStyles hexadecimal = NumberStyles.AllowHexSpecifier;
            return uint.TryParse(text.AsSpan(2), hexadecimal, CultureInfo.InvariantCulture, out var number) ? number : null;
        }

        return Letters(text) is { } words && words.All(Rights.ContainsKey)
            ? words.Aggregate(0u, (rights, word) => rights | Rights[word])
            : null;
    }

    // Words of two letters without a separator.
    private static string[]? Letters(string text) => text.Length % 2 != 0 ? null : [.. text.Chunk(2).Select(two => new string(two))];
}
