using Verifier.Binaries.Images.Reading;

namespace Verifier.Binaries.Images.Decoding;

/// <summary>
/// SCOPE_TABLE, the language data of __C_specific_handler and of handlers that call it. Other handlers have other data, and nothing says
/// which it is: a table is believed only if each of its records fits the function.
/// </summary>
internal static class ScopeTable
{
    private const int RecordBytes = 16, MostRecords = 1024;
    private const uint ExecuteHandler = 1;
    private const string Part = "scope table";

    /// <summary>Rvas of filters, termination handlers and the code behind __except; none if the data is no such table.</summary>
    public static IReadOnlyList<uint> Targets(PeFile image, RuntimeFunction function, uint rva)
    {
        var bytes = CheckedBytes.OfImage(image.Layout);
        if (rva > image.Layout.Length - sizeof(uint) || bytes.U32(rva, Part) is not (> 0 and <= MostRecords and var count) ||
            rva + sizeof(uint) + (count * RecordBytes) > image.Layout.Length)
        {
            return [];
        }

        var targets = new List<uint>();
        for (var i = 0; i < count; i++)
        {
            var at = rva + sizeof(uint) + ((long)i * RecordBytes);
            var (begin, end, handler, target) = (bytes.U32(at, Part), bytes.U32(at + 4, Part), bytes.U32(at + 8, Part), bytes.U32(at + 12, Part));
            if (begin < function.Begin || begin >= end || end > function.End || !IsCode(image, handler, orValue: ExecuteHandler) || !IsCode(image, target, orValue: 0))
            {
                return [];
            }

            targets.AddRange(new[] { handler, target }.Where(t => t > ExecuteHandler));
        }

        return targets;
    }

    private static bool IsCode(PeFile image, uint rva, uint orValue) => rva == orValue || image.SectionAt(rva) is { IsExecutable: true };
}
