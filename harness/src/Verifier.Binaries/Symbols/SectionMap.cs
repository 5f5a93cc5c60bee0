namespace Verifier.Binaries.Symbols;

/// <summary>The sections of an image, by number and by address.</summary>
internal sealed class SectionMap
{
    private readonly IReadOnlyList<SymbolSection> _byNumber;
    private readonly SymbolSection[] _byAddress;

    /// <param name="sections">The sections in the order of their headers.</param>
    public SectionMap(IReadOnlyList<SymbolSection> sections)
    {
        _byNumber = sections;
        _byAddress = [.. sections.Where(section => section.Size > 0).OrderBy(section => section.Rva)];
    }

    /// <summary>The address of a byte of a section, relative to the image; null when there is no such byte.</summary>
    /// <param name="number">The section, from 1.</param>
    /// <param name="offset">The byte, from 0.</param>
    public uint? RvaOf(int number, uint offset)
    {
        if (number < 1 || number > _byNumber.Count || offset >= _byNumber[number - 1].Size)
        {
            return null;
        }

        var rva = (ulong)_byNumber[number - 1].Rva + offset;
        return rva <= uint.MaxValue ? (uint)rva : null;
    }

    /// <summary>The end of the executable section that contains an address; null when none does.</summary>
    public ulong? CodeEndAt(uint rva)
    {
        var (low, high) = (0, _byAddress.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = _byAddress[middle].Rva <= rva ? (middle + 1, high) : (low, middle);
        }

        if (low == 0)
        {
            return null;
        }

        var section = _byAddress[low - 1];
        var end = (ulong)section.Rva + section.Size;
        return section.IsCode && rva < end ? end : null;
    }
}
