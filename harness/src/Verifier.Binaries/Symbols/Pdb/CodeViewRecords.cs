using Verifier.Binaries.Images;

namespace Verifier.Binaries.Symbols;

/// <summary>Reads routines from CodeView symbol records.</summary>
/// <remarks>Data, types, locals and inlined calls are left out: stacks need none of them.</remarks>
internal static class CodeViewRecords
{
    private const ushort Thunk = 0x1102;
    private const ushort PublicSymbol = 0x110E;
    private const ushort LocalProcedure = 0x110F;
    private const ushort GlobalProcedure = 0x1110;
    private const ushort LocalProcedureId = 0x1146;
    private const ushort GlobalProcedureId = 0x1147;

    /// <summary>Reads records up to the end.</summary>
    /// <exception cref="BinaryException">They are damaged.</exception>
    public static void Read(ByteCursor cursor, ImageSymbols.Builder to)
    {
        while (cursor.Left > 0)
        {
            var record = cursor.Part(cursor.U16());
            switch (record.U16())
            {
                case LocalProcedure or GlobalProcedure or LocalProcedureId or GlobalProcedureId:
                    ReadProcedure(record, to);
                    break;
                case Thunk:
                    ReadThunk(record, to);
                    break;
                case PublicSymbol:
                    ReadPublic(record, to);
                    break;
                default:
                    break;
            }
        }
    }

    private static void ReadProcedure(ByteCursor record, ImageSymbols.Builder to)
    {
        record.Take(12);
        var size = record.U32();
        record.Take(12);
        var (offset, section) = (record.U32(), record.U16());
        record.Take(1);
        if (to.Sections.RvaOf(section, offset) is { } rva)
        {
            to.Routines.Add(to.Texts.Text(record.Text()), rva, size);
        }
    }

    private static void ReadThunk(ByteCursor record, ImageSymbols.Builder to)
    {
        record.Take(12);
        var (offset, section, size) = (record.U32(), record.U16(), record.U16());
        record.Take(1);
        if (to.Sections.RvaOf(section, offset) is { } rva)
        {
            to.Routines.Add(to.Texts.Text(record.Text()), rva, size);
        }
    }

    private static void ReadPublic(ByteCursor record, ImageSymbols.Builder to)
    {
        record.Take(4);
        var (offset, section) = (record.U32(), record.U16());
        if (to.Sections.RvaOf(section, offset) is { } rva)
        {
            to.Routines.AddLabel(to.Texts.Text(record.Text()), rva);
        }
    }
}
