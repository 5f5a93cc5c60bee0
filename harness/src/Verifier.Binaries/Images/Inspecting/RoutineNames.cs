using System.Runtime.InteropServices;

namespace Verifier.Binaries.Images.Inspecting;

/// <summary>
/// Finds names that a driver may ask MmGetSystemRoutineAddress for: wide strings in the image that are written like a kernel routine's
/// name. A string may be there for another purpose, and a name that is put together at run time is not seen.
/// </summary>
internal static class RoutineNames
{
    private const string Asks = "MmGetSystemRoutineAddress";
    private const int Shortest = 6, Longest = 64, Most = 1000;

    private static readonly string[] s_prefixes =
    [
        "Cc", "Cm", "Dbg", "Etw", "Ex", "FsRtl", "Hal", "Inbv", "Io", "Kd", "Ke", "Mm", "Nt", "Ob", "Po", "Ps", "Rtl", "Se", "Wmi", "Zw",
    ];

    /// <summary>The names, in alphabetical order; none when the image does not import MmGetSystemRoutineAddress.</summary>
    public static IEnumerable<string> Find(PeFile image)
    {
        if (!image.Imports.Any(i => i.Name == Asks))
        {
            return [];
        }

        var names = new SortedSet<string>(StringComparer.Ordinal);
        FindAligned(image.Layout, names);
        return names;
    }

    // Compilers align wide strings to their characters.
    private static void FindAligned(byte[] layout, SortedSet<string> names)
    {
        var text = MemoryMarshal.Cast<byte, char>(layout);
        for (var i = 0; i < text.Length && names.Count < Most; i++)
        {
            var start = i;
            while (i < text.Length && (char.IsAsciiLetterOrDigit(text[i]) || text[i] == '_'))
            {
                i++;
            }

            var isTerminated = i < text.Length && text[i] == '\0';
            if (isTerminated && i - start is >= Shortest and <= Longest && IsWhole(text, start) && IsRoutineName(text[start..i]))
            {
                names.Add(text[start..i].ToString());
            }
        }
    }

    // Not the end of a path or a sentence.
    private static bool IsWhole(ReadOnlySpan<char> text, int start) => start == 0 || text[start - 1] is < ' ' or > '~';

    private static bool IsRoutineName(ReadOnlySpan<char> text)
    {
        foreach (var prefix in s_prefixes)
        {
            if (text.StartsWith(prefix, StringComparison.Ordinal) && char.IsAsciiLetterUpper(text[prefix.Length]))
            {
                return true;
            }
        }

        return false;
    }
}
