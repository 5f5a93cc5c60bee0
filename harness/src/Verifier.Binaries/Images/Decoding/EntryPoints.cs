using Verifier.Binaries.Images.Unwinding;

namespace Verifier.Binaries.Images.Decoding;

/// <summary>
/// The addresses at which code begins for sure: the entry point, exports, functions of the function table, their handlers and the targets
/// of their scope tables.
/// </summary>
internal static class EntryPoints
{
    /// <summary>The rvas; one may come several times, and an export may be data.</summary>
    public static IEnumerable<uint> Of(PeFile image)
    {
        yield return image.EntryRva;
        foreach (var export in image.Exports)
        {
            yield return export.Rva;
        }

        var previousEnd = 0u;
        foreach (var function in image.Functions)
        {
            // Functions do not overlap. Where a damaged table says so, many of them would share one scope table.
            var isApart = function.Begin >= previousEnd;
            previousEnd = function.End;
            yield return function.Begin;
            var unwind = UnwindInfo.Read(image, function.UnwindRva);
            if (unwind.HandlerRva == 0)
            {
                continue;
            }

            yield return unwind.HandlerRva;
            if (!isApart)
            {
                continue;
            }

            foreach (var rva in ScopeTable.Targets(image, function, unwind.LanguageDataRva))
            {
                yield return rva;
            }
        }
    }
}
