using System.Collections.Immutable;

namespace Verifier.Binaries.Images.Reading;

/// <summary>Reads the base relocations.</summary>
internal static class RelocationReader
{
    private const int BlockHeaderBytes = 8, Absolute = 0, Dir64 = 10;
    private const string Table = "relocation table";

    /// <summary>Reads the rvas of all addresses that move with the image; none when it has no table.</summary>
    public static ImmutableArray<uint> Read(CheckedBytes image, PeDirectory directory)
    {
        if (directory.IsAbsent)
        {
            return [];
        }

        image.Range(directory.Rva, directory.Size, Table);
        var rvas = ImmutableArray.CreateBuilder<uint>();
        var end = (long)directory.Rva + directory.Size;
        for (long at = directory.Rva; at + BlockHeaderBytes <= end;)
        {
            var size = image.U32(at + 4, Table);
            if (size == 0)
            {
                break;
            }

            if (size < BlockHeaderBytes || at + size > end)
            {
                throw Refusal.Damaged($"its relocation block at rva 0x{at:X} has a wrong size of 0x{size:X}");
            }

            ReadBlock(image, at, size, rvas);
            at += size;
        }

        return rvas.ToImmutable();
    }

    private static void ReadBlock(CheckedBytes image, long block, uint size, ImmutableArray<uint>.Builder rvas)
    {
        var page = image.U32(block, Table);
        for (var at = block + BlockHeaderBytes; at + sizeof(ushort) <= block + size; at += sizeof(ushort))
        {
            var entry = image.U16(at, Table);
            var rva = page + (long)(entry & 0xFFF);
            switch (entry >> 12)
            {
                case Absolute:
                    break;
                case Dir64:
                    image.Range(rva, sizeof(ulong), "relocated address");
                    rvas.Add((uint)rva);
                    break;
                default:
                    throw new BinaryException(
                        $"its relocation at rva 0x{rva:X} has type {entry >> 12}, which x64 images do not have; build it for x64");
            }
        }
    }
}
