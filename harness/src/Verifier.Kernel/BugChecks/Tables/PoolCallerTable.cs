using System.Collections.Immutable;
using static Verifier.Kernel.ParameterLabel;

namespace Verifier.Kernel;

// 0xC2 BAD_POOL_CALLER by P1; the other columns are P2, P3, P4 (facts/bugchecks.md §3).
internal static class PoolCallerTable
{
    internal static readonly ImmutableArray<BugCheckSubCode> Rows =
    [
        new(0x00, "The driver asked for zero bytes of pool.", Reserved, PoolType("type of pool asked for"), Tag("tag asked for")),
        new(
            0x01, "The header of the pool block is damaged, usually by a write beyond the block before it.",
            Address("pool header"), Value("contents of the header")),
        new(
            0x02, "The header of the pool block is damaged, usually by a write beyond the block before it.",
            Address("pool header"), Value("contents of the header")),
        new(
            0x04, "The header of the pool block is damaged, usually by a write beyond the block before it.",
            Address("pool header"), Value("contents of the header")),
        new(
            0x06, "The driver freed a pool block that was already free.",
            Reserved, Address("pool header"), Value("contents of the header")),
        new(
            0x07, "The driver freed a pool block that was already free.",
            Reserved, Value("contents of the header"), Address("block that was freed")),
        new(
            0x08,
            "The driver asked for pool at an IRQL that is too high for this type: paged pool needs APC_LEVEL or below, nonpaged pool "
            + "DISPATCH_LEVEL or below.",
            Irql("IRQL at the call"), PoolType("type of pool asked for"), Bytes("size asked for")),
        new(
            0x09,
            "The driver freed pool at an IRQL that is too high for this type: paged pool needs APC_LEVEL or below, nonpaged pool "
            + "DISPATCH_LEVEL or below.",
            Irql("IRQL at the call"), PoolType("type of pool"), Address("block being freed")),
        new(
            0x0A,
            "The driver freed a block with another tag than the one it was allocated with: the tags do not match, or the block is "
            + "somebody else's.",
            Address("block being freed"), Tag("tag of the allocation"), Tag("tag of the free")),
        new(
            0x0B, "The block being freed should release quota, but its process pointer is damaged.",
            Address("block being freed"), Tag("tag of the block"), Value("bad process pointer")),
        new(
            0x0C, "The block being freed should release quota, but its process pointer is damaged.",
            Address("block being freed"), Tag("tag of the block"), Value("bad process pointer")),
        new(
            0x0D, "The block being freed should release quota, but its process pointer is damaged.",
            Address("block being freed"), Tag("tag of the block"), Value("bad process pointer")),
        new(
            0x40, "The driver freed a user-mode address as if it were pool.",
            Address("address being freed"), Address("start of system space")),
        new(
            0x41, "The driver freed a nonpaged address that is not allocated.",
            Address("address being freed"), Value("physical page number"), Value("highest physical page number")),
        new(0x42, "The driver freed an address that was never in any pool.", Address("address being freed")),
        new(0x43, "The driver freed an address that was never in any pool.", Address("address being freed")),
        new(0x44, "The driver freed a nonpaged address that is not allocated.", Address("address being freed")),
        new(0x46, "The driver freed an invalid pool address.", Address("address being freed")),
        new(
            0x47, "The driver freed a nonpaged address that is not allocated.",
            Address("address being freed"), Value("physical page number"), Value("highest physical page number")),
        new(0x48, "The driver freed a paged address that is not allocated.", Address("address being freed")),
        new(
            0x50, "The driver freed a paged address that is not allocated.",
            Address("address being freed"), Value("offset in paged pool, in pages"), Bytes("size of paged pool")),
        new(
            0x60, "MmFreeContiguousMemory was given an address that is not the start of contiguous memory.",
            Address("address being freed")),
        new(0x99, "The driver freed an invalid address, or the header of the block is damaged.", Address("address being freed")),
        new(
            0x9A, "The driver asked for must-succeed pool, which is not allowed: ask for ordinary pool and handle failure.",
            PoolType("type of pool asked for"), Bytes("size asked for"), Tag("tag asked for")),
        new(0x9B, "The driver allocated pool with tag 0.", PoolType("type of pool asked for"), Bytes("size asked for"), Address("caller")),
        new(
            0x9C, "The driver allocated pool with the tag 'BIG ', which the system keeps for itself.",
            PoolType("type of pool asked for"), Bytes("size asked for"), Address("caller")),
        new(
            0x9D, "The driver allocated pool with a tag that has no letter or digit.",
            Tag("tag asked for"), PoolType("type of pool asked for"), Address("caller")),
        new(
            0x41286, "The driver freed an address in the middle of a paged allocation instead of its start.",
            Reserved, Reserved, Value("offset from the start of the page")),
    ];
}
