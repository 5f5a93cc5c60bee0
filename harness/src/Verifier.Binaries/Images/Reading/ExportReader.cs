using System.Collections.Immutable;

namespace Verifier.Binaries.Images.Reading;

/// <summary>Reads the export table.</summary>
internal static class ExportReader
{
    private const string Table = "export table", ExportName = "name of an export";

    /// <summary>Reads the exports; none when the image has no table.</summary>
    public static ImmutableArray<PeExport> Read(CheckedBytes image, PeDirectory directory)
    {
        if (directory.IsAbsent)
        {
            return [];
        }

        long at = directory.Rva;
        var ordinalBase = image.U32(at + 16, Table);
        var count = Count(image, at + 20);
        var addresses = image.U32(at + 28, Table);
        var names = Names(image, at);
        var exports = ImmutableArray.CreateBuilder<PeExport>();
        for (uint i = 0; i < count; i++)
        {
            var rva = image.U32(addresses + (4L * i), Table);
            if (rva != 0)
            {
                var ordinal = (ushort)(ordinalBase + i);
                exports.AddRange(NamesOf(names, i).Select(name => Export(image, directory, name, ordinal, rva)));
            }
        }

        return exports.ToImmutable();
    }

    private static PeExport Export(CheckedBytes image, PeDirectory directory, string? name, ushort ordinal, uint rva)
    {
        // An address inside the table itself is that of a text: "MODULE.Name".
        if (rva - directory.Rva < directory.Size)
        {
            return new PeExport(name, ordinal, 0, image.Name(rva, "forwarded export"));
        }

        image.Range(rva, 1, "export");
        return new PeExport(name, ordinal, rva, null);
    }

    private static ILookup<uint, string> Names(CheckedBytes image, long at)
    {
        var count = Count(image, at + 24);
        var (texts, indexes) = (image.U32(at + 32, Table), image.U32(at + 36, Table));
        return Enumerable.Range(0, (int)count)
            .Select(i => (Index: (uint)image.U16(indexes + (2L * i), Table), Name: image.Name(image.U32(texts + (4L * i), Table), ExportName)))
            .ToLookup(e => e.Index, e => e.Name);
    }

    // A routine may have several names, or none.
    private static IEnumerable<string?> NamesOf(ILookup<uint, string> names, uint index)
    {
        IEnumerable<string?> found = names[index];
        return found.DefaultIfEmpty();
    }

    private static uint Count(CheckedBytes image, long at)
    {
        var count = image.U32(at, Table);
        return count <= ImportReader.Most
            ? count
            : throw Refusal.Damaged($"it has {count} exports, more than {ImportReader.Most}");
    }
}
