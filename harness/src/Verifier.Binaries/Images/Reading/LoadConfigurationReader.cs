namespace Verifier.Binaries.Images.Reading;

/// <summary>Reads the load configuration. Older linkers wrote fewer fields: the Size field says how far it reaches.</summary>
internal sealed class LoadConfigurationReader
{
    private const string Table = "load configuration";

    private readonly CheckedBytes _image;
    private readonly ulong _preferredBase;
    private readonly uint _rva;
    private readonly uint _size;

    private LoadConfigurationReader(CheckedBytes image, ulong preferredBase, uint rva)
    {
        (_image, _preferredBase, _rva) = (image, preferredBase, rva);
        _size = image.U32(rva, Table);
        image.Range(rva, _size, Table);
    }

    /// <summary>Reads it; null when the image has none.</summary>
    public static LoadConfiguration? Read(CheckedBytes image, ulong preferredBase, PeDirectory directory)
    {
        if (directory.IsAbsent)
        {
            return null;
        }

        var reader = new LoadConfigurationReader(image, preferredBase, directory.Rva);
        return new LoadConfiguration
        {
            SecurityCookie = reader.Pointer(88),
            GuardCFCheckFunctionPointer = reader.Pointer(112),
            GuardCFDispatchFunctionPointer = reader.Pointer(120),
            GuardFlags = reader.Has(144, sizeof(uint)) ? image.U32(directory.Rva + 144L, Table) : 0,
            HasDynamicRelocations = reader.HasDynamicRelocations(),
            GuardXfgCheckFunctionPointer = reader.Pointer(280),
            GuardXfgDispatchFunctionPointer = reader.Pointer(288),
            GuardXfgTableDispatchFunctionPointer = reader.Pointer(296),
        };
    }

    private bool Has(int offset, int bytes) => offset + bytes <= _size;

    // By address, or by section and offset.
    private bool HasDynamicRelocations() =>
        (Has(192, sizeof(ulong)) && _image.U64(_rva + 192L, Table) != 0) || (Has(228, sizeof(ushort)) && _image.U16(_rva + 228L, Table) != 0);

    private uint? Pointer(int offset)
    {
        if (!Has(offset, sizeof(ulong)) || _image.U64(_rva + (long)offset, Table) is not (> 0 and var address))
        {
            return null;
        }

        var rva = address - _preferredBase;
        if (address < _preferredBase || rva > (ulong)_image.Length - sizeof(ulong))
        {
            throw Refusal.Damaged($"its load configuration points to 0x{address:X}, outside its image");
        }

        return (uint)rva;
    }
}
