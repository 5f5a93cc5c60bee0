using System.Collections.Immutable;

namespace Verifier.Binaries.Images.Reading;

/// <summary>Reads the function table (.pdata).</summary>
internal static class FunctionReader
{
    private const uint Indirect = 1;
    private const string Table = "function table";

    /// <summary>Reads the entries, in the order of addresses; none when the image has no table.</summary>
    public static ImmutableArray<RuntimeFunction> Read(CheckedBytes image, PeDirectory directory)
    {
        if (directory.IsAbsent)
        {
            return [];
        }

        image.Range(directory.Rva, directory.Size, Table);
        var functions = new List<RuntimeFunction>();
        for (var i = 0; i < directory.Size / RuntimeFunction.Bytes; i++)
        {
            var at = directory.Rva + ((long)i * RuntimeFunction.Bytes);
            var (begin, end, unwind) = (image.U32(at, Table), image.U32(at + 4, Table), image.U32(at + 8, Table));
            if ((begin | end | unwind) != 0)
            {
                functions.Add(Function(image, begin, end, unwind, (uint)at));
            }
        }

        // Linkers sort them; a table that is not sorted would make lookups fail silently.
        functions.Sort((a, b) => a.Begin.CompareTo(b.Begin));
        return [.. functions];
    }

    private static RuntimeFunction Function(CheckedBytes image, uint begin, uint end, uint unwind, uint at)
    {
        if (begin >= end || end > image.Length)
        {
            throw Refusal.Damaged($"its function table says that code is at rva 0x{begin:X} to 0x{end:X}");
        }

        // The lowest bit says that another entry of the table has the description.
        if ((unwind & Indirect) != 0)
        {
            unwind = image.U32((long)unwind - Indirect + 8, Table);
        }

        image.Range(unwind, 4, "unwind information");
        return new RuntimeFunction(begin, end, unwind, at);
    }
}
