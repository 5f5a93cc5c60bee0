using System.Collections.Immutable;
using static Verifier.Kernel.ParameterLabel;

namespace Verifier.Kernel;

// 0x19 BAD_POOL_HEADER by P1; the other columns are P2, P3, P4 (facts/bugchecks.md §3).
internal static class PoolHeaderTable
{
    internal static readonly ImmutableArray<BugCheckSubCode> Rows =
    [
        new(
            0x02, "The pattern around a special pool block is damaged: the driver wrote outside its block.",
            Address("pool entry"), Bytes("size of the block")),
        new(
            0x03, "The list of free blocks is damaged: a free block was written to.",
            Address("pool entry"), Address("forward link read back"), Address("backward link read back")),
        new(
            0x05, "Two neighbouring pool blocks contradict each other on their sizes: the first was probably written beyond its end.",
            Address("pool entry"), Reserved, Address("neighbouring entry")),
        new(0x06, "The sizes stored in the headers of neighbouring blocks are wrong.", Address("pool entry")),
        new(0x07, "The size stored in a pool header is damaged.", Address("pool entry")),
        new(0x08, "The size stored in a pool header is zero.", Address("pool entry")),
        new(0x09, "The sizes stored in the headers of neighbouring blocks are wrong.", Address("pool entry")),
        new(0x0A, "A pool entry that should be on its page was not found.", Address("pool entry"), Reserved, Address("page")),
        new(0x0D, "The header of a freed block was modified after the free.", Address("pool entry")),
        new(0x0E, "The header of a freed block was modified after the free.", Address("pool entry")),
        new(0x0F, "The header of a freed block was modified after the free.", Address("pool entry")),
        new(
            0x20, "The size in a pool header is damaged: the block before it was probably written beyond its end.",
            Address("pool entry"), Address("next pool entry")),
        new(
            0x21, "The data right after the block being freed is damaged: the driver wrote beyond the end of the block.",
            Address("block being freed"), Bytes("size of the block"), Value("damaged value")),
        new(
            0x22, "The address being freed has no tracking entry: it was freed already or never allocated.",
            Address("address being freed")),
        new(0x23, "The header of a freed block was modified after the free.", Address("pool entry")),
        new(0x24, "The header of a freed block was modified after the free.", Address("pool entry")),
        new(0x25, "The header of a freed block was modified after the free.", Address("pool entry")),
    ];
}
