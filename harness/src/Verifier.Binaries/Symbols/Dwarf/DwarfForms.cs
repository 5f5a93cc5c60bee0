using Verifier.Binaries.Images;

namespace Verifier.Binaries.Symbols;

/// <summary>Reads attribute values of DWARF 5, in the forms that line tables use.</summary>
internal static class DwarfForms
{
    private const ulong Data2 = 0x05;
    private const ulong Data4 = 0x06;
    private const ulong Data8 = 0x07;
    private const ulong InlineText = 0x08;
    private const ulong Block = 0x09;
    private const ulong Data1 = 0x0B;
    private const ulong OffsetOfText = 0x0E;
    private const ulong Unsigned = 0x0F;
    private const ulong Data16 = 0x1E;
    private const ulong OffsetOfLineText = 0x1F;

    /// <summary>Reads a text.</summary>
    /// <exception cref="BinaryException">It is damaged, or of another form.</exception>
    public static ReadOnlySpan<byte> Text(ref ByteCursor cursor, ulong form, in DwarfSections sections) => form switch
    {
        InlineText => cursor.Text(),
        OffsetOfText => At(sections.Texts, cursor.U32(), "its .debug_str section"),
        OffsetOfLineText => At(sections.LineTexts, cursor.U32(), "its .debug_line_str section"),
        _ => throw Unsupported(form),
    };

    /// <summary>Reads a number.</summary>
    /// <exception cref="BinaryException">It is damaged, or of another form.</exception>
    public static ulong Number(ref ByteCursor cursor, ulong form) => form switch
    {
        Data1 => cursor.U8(),
        Data2 => cursor.U16(),
        Data4 => cursor.U32(),
        Data8 => cursor.U64(),
        Unsigned => cursor.Uleb(),
        _ => throw Unsupported(form),
    };

    /// <summary>Leaves a value out.</summary>
    /// <exception cref="BinaryException">It is damaged, or of another form.</exception>
    public static void Skip(ref ByteCursor cursor, ulong form)
    {
        switch (form)
        {
            case InlineText:
                cursor.Text();
                break;
            case Block:
                cursor.Take(cursor.Uleb());
                break;
            case Data16:
                cursor.Take(16);
                break;
            case OffsetOfText or OffsetOfLineText:
                cursor.Take(4);
                break;
            default:
                Number(ref cursor, form);
                break;
        }
    }

    private static ReadOnlySpan<byte> At(ReadOnlySpan<byte> section, uint offset, string name)
    {
        var cursor = new ByteCursor(section, name);
        cursor.Take(offset);
        return cursor.Text();
    }

    private static BinaryException Unsupported(ulong form) =>
        new(FormattableString.Invariant($"its DWARF lines have a value of form 0x{form:X}, which is not supported here"));
}
