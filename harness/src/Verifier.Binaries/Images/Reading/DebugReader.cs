namespace Verifier.Binaries.Images.Reading;

/// <summary>Reads the debug directory for the PDB that the image names.</summary>
internal static class DebugReader
{
    private const int EntryBytes = 28;
    private const uint CodeView = 2, PdbSignature = 0x5344_5352;
    private const string Table = "debug directory", Record = "PDB reference";

    /// <summary>Reads the first reference to a PDB; null when there is none.</summary>
    public static PdbReference? Read(CheckedBytes file, CheckedBytes image, PeDirectory directory)
    {
        if (directory.IsAbsent)
        {
            return null;
        }

        image.Range(directory.Rva, directory.Size, Table);
        for (var i = 0; i < directory.Size / EntryBytes; i++)
        {
            var at = directory.Rva + ((long)i * EntryBytes);
            if (image.U32(at + 12, Table) == CodeView)
            {
                // Linkers that leave debug data out of the image give the offset in the file only.
                var rva = image.U32(at + 20, Table);
                return rva != 0 ? ReadRecord(image, rva) : ReadRecord(file, image.U32(at + 24, Table));
            }
        }

        return null;
    }

    private static PdbReference? ReadRecord(CheckedBytes bytes, uint at) => bytes.U32(at, Record) == PdbSignature
        ? new PdbReference(bytes.Text(at + 24L, Record), new Guid(bytes.Range(at + 4L, 16, Record)), bytes.U32(at + 20L, Record))
        : null;
}
