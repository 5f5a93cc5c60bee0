using Verifier.Binaries.Images;

namespace Verifier.Binaries.Symbols;

/// <summary>Stream 1 of a PDB: its identity, and the numbers of streams that have names.</summary>
/// <param name="Guid">Identity of the build.</param>
/// <param name="Names">Number of the stream of source file names, <c>/names</c>; null when there is none.</param>
internal sealed record PdbInfoStream(Guid Guid, uint? Names)
{
    private const uint FirstVersionWithGuid = 20000404;

    /// <summary>Reads the stream.</summary>
    /// <exception cref="BinaryException">It is damaged or of an old version.</exception>
    public static PdbInfoStream Parse(byte[] bytes)
    {
        var cursor = new ByteCursor(bytes, "its information stream");
        if (cursor.U32() < FirstVersionWithGuid)
        {
            throw new BinaryException("it is not a PDB of Visual C++ 7.0 or later");
        }

        cursor.Take(8);
        return new PdbInfoStream(new Guid(cursor.Take(16)), FindNames(ref cursor));
    }

    // A hash table of the linker's, of which only the pairs matter: offset of the name, number of the stream.
    private static uint? FindNames(ref ByteCursor cursor)
    {
        var names = cursor.Take(cursor.U32());
        var count = cursor.U32();
        cursor.Take(4);
        cursor.Take(4 * (ulong)cursor.U32());
        cursor.Take(4 * (ulong)cursor.U32());
        for (; count > 0; count--)
        {
            var (name, stream) = (cursor.U32(), cursor.U32());
            if (name < names.Length && names[(int)name..].StartsWith("/names\0"u8))
            {
                return stream;
            }
        }

        return null;
    }
}
