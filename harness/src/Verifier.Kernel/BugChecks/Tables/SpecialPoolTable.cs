using System.Collections.Immutable;
using static Verifier.Kernel.ParameterLabel;

namespace Verifier.Kernel;

// 0xC1 SPECIAL_POOL_DETECTED_MEMORY_CORRUPTION by P4 (not P1); the other columns are P1, P2, P3 (facts/bugchecks.md §3).
internal static class SpecialPoolTable
{
    internal static readonly ImmutableArray<BugCheckSubCode> Rows =
    [
        new(
            0x20, "The driver freed an address that is not allocated from special pool: freed twice or never allocated.",
            Address("address being freed")),
        new(
            0x21, "The driver freed a bad address: the size found there does not fit the allocation.",
            Address("address being freed"), Bytes("bytes requested"), Bytes("bytes calculated")),
        new(
            0x22, "The driver freed a bad address: the size found there does not fit the allocation.",
            Address("address being freed"), Bytes("bytes requested"), Bytes("bytes calculated")),
        new(
            0x23, "Bytes near the block were overwritten: the driver wrote before its start, or far beyond its end.",
            Address("address being freed"), Address("where the damage is")),
        new(
            0x24, "Bytes after the block were overwritten: the driver wrote beyond its end.",
            Address("address being freed"), Address("where the damage is")),
        new(
            0x30, "The driver asked for pool at an IRQL that is too high for this type.",
            Irql("IRQL at the call"), PoolType("type of pool asked for"), Bytes("size asked for")),
        new(
            0x31, "The driver freed pool at an IRQL that is too high for this type.",
            Irql("IRQL at the call"), PoolType("type of pool"), Address("address being freed")),
        new(
            0x32, "A single bit near the block differs: memory is failing, or a driver flipped the bit.",
            Address("address being freed"), Address("where the damage is")),
    ];
}
