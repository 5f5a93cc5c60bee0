namespace Verifier.Kernel;

/// <summary>
/// The directories of a PE image in simulated memory, mapped or as it is in its file. The lowest bit of the base says that it is a file.
/// </summary>
internal sealed class ImageDirectory(Machine machine, ulong imageBase, bool isMapped)
{
    private const ushort DosMagic = 0x5A4D;
    private const uint PeMagic = 0x0000_4550;
    private const ushort Magic64 = 0x20B;
    private const ushort Magic32 = 0x10B;
    private const int DirectoryBytes = 8;
    private const int SectionBytes = 40;

    private readonly ulong _base = imageBase & ~1UL;
    private readonly bool _isMapped = isMapped && (imageBase & 1) == 0;

    /// <summary>The address of a directory, with its size stored; 0 when there is none.</summary>
    public ulong Find(ushort number, ulong sizeVariable)
    {
        const ulong peOffset = 0x3C, optionalHeaderOffset = 0x18, countOffset64 = 0x6C, countOffset32 = 0x5C, headersOffset = 0x3C;
        machine.Memory.Write(sizeVariable, 0u);
        var pe = _base + Read<uint>(_base + peOffset);
        if (Read<ushort>(_base) != DosMagic || Read<uint>(pe) != PeMagic)
        {
            return 0;
        }

        var optional = pe + optionalHeaderOffset;
        var magic = Read<ushort>(optional);
        var count = optional + (magic == Magic64 ? countOffset64 : countOffset32);
        if (magic is not (Magic64 or Magic32) || number >= Read<uint>(count))
        {
            return 0;
        }

        var directory = count + sizeof(uint) + ((ulong)number * DirectoryBytes);
        var (start, size) = (Read<uint>(directory), Read<uint>(directory + sizeof(uint)));
        if (start == 0)
        {
            return 0;
        }

        machine.Memory.Write(sizeVariable, size);
        return _isMapped || start < Read<uint>(optional + headersOffset) ? _base + start : InSection(pe, optional, start);
    }

    // In a file a section is where its header says.
    private ulong InSection(ulong pe, ulong optional, uint start)
    {
        const ulong sectionsOffset = 6, optionalBytesOffset = 0x14, addressOffset = 12, rawBytesOffset = 16, rawOffset = 20;
        var section = optional + Read<ushort>(pe + optionalBytesOffset);
        for (var left = Read<ushort>(pe + sectionsOffset); left > 0; left--, section += SectionBytes)
        {
            var address = Read<uint>(section + addressOffset);
            if (start >= address && start - address < Read<uint>(section + rawBytesOffset))
            {
                return _base + Read<uint>(section + rawOffset) + (start - address);
            }
        }

        return 0;
    }

    private T Read<T>(ulong address)
        where T : unmanaged => machine.Memory.Read<T>(address);
}
