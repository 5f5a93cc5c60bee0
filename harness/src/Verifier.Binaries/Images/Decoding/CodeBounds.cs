namespace Verifier.Binaries.Images.Decoding;

/// <summary>The range in which code at an rva stays: its function, or for code without unwind data the gap between two functions.</summary>
/// <param name="Begin">Rva of the first byte.</param>
/// <param name="End">Rva of one past the last byte.</param>
internal readonly record struct CodeBounds(uint Begin, uint End)
{
    /// <summary>True if an rva is in the range.</summary>
    public bool Contains(long rva) => rva >= Begin && rva < End;

    /// <summary>The range around an rva.</summary>
    public static CodeBounds Of(PeFile image, uint rva)
    {
        var functions = image.Functions;
        var (low, high) = (0, functions.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = functions[middle].Begin > rva ? (low, middle) : (middle + 1, high);
        }

        // The last function that begins at or before the rva, and the first one behind it.
        var end = low < functions.Length ? functions[low].Begin : uint.MaxValue;
        if (low == 0)
        {
            return new CodeBounds(0, end);
        }

        var before = functions[low - 1];
        return rva < before.End ? new CodeBounds(before.Begin, before.End) : new CodeBounds(before.End, end);
    }
}
