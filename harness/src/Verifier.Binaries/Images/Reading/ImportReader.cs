using System.Collections.Immutable;

namespace Verifier.Binaries.Images.Reading;

/// <summary>Reads the import table and the table of delayed imports.</summary>
internal sealed class ImportReader(CheckedBytes image)
{
    /// <summary>The most imports, and the most exports, of one image. The largest driver known has about 1,000.</summary>
    public const int Most = 16_384;

    private const int DescriptorBytes = 20, DelayDescriptorBytes = 32, SlotBytes = 8, HintBytes = 2;
    private const ulong ByOrdinal = 1UL << 63;
    private const string Table = "import table", DelayTable = "delay import table", ModuleName = "name of an imported module";

    private readonly ImmutableArray<PeImport>.Builder _imports = ImmutableArray.CreateBuilder<PeImport>();

    /// <summary>Reads both tables.</summary>
    public ImmutableArray<PeImport> Read(PeDirectory imports, PeDirectory delayImports)
    {
        if (!imports.IsAbsent)
        {
            ReadTable(imports.Rva);
        }

        if (!delayImports.IsAbsent)
        {
            ReadDelayTable(delayImports.Rva);
        }

        return _imports.ToImmutable();
    }

    private void ReadTable(uint rva)
    {
        for (long at = rva; ; at += DescriptorBytes)
        {
            var (names, module, slots) = (image.U32(at, Table), image.U32(at + 12, Table), image.U32(at + 16, Table));
            if (module == 0 || slots == 0)
            {
                return;
            }

            ReadModule(image.Name(module, ModuleName), names == 0 ? slots : names, slots, isDelayed: false);
        }
    }

    private void ReadDelayTable(uint rva)
    {
        for (long at = rva; ; at += DelayDescriptorBytes)
        {
            var (attributes, module, slots) = (image.U32(at, DelayTable), image.U32(at + 4, DelayTable), image.U32(at + 12, DelayTable));
            if (module == 0 || slots == 0)
            {
                return;
            }

            if ((attributes & 1) == 0)
            {
                throw new BinaryException("its delay import table has addresses instead of rvas, which no x64 linker writes; build it again");
            }

            ReadModule(image.Name(module, ModuleName), image.U32(at + 16, DelayTable), slots, isDelayed: true);
        }
    }

    private void ReadModule(string module, uint names, uint slots, bool isDelayed)
    {
        module = module.ToLowerInvariant();
        for (long i = 0; ; i += SlotBytes)
        {
            var entry = image.U64(names + i, Table);
            if (entry == 0)
            {
                return;
            }

            if (_imports.Count == Most)
            {
                throw Refusal.Damaged($"it has more than {Most} imports");
            }

            image.Range(slots + i, SlotBytes, "import address table");
            _imports.Add(Import(module, entry, (uint)(slots + i), isDelayed));
        }
    }

    private PeImport Import(string module, ulong entry, uint slot, bool isDelayed)
    {
        if ((entry & ByOrdinal) != 0)
        {
            return new PeImport(module, null, (ushort)entry, slot, isDelayed);
        }

        var rva = (long)(entry & uint.MaxValue);
        return new PeImport(module, image.Name(rva + HintBytes, "name of an import"), 0, slot, isDelayed);
    }
}
