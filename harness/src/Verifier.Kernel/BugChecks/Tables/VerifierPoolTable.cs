using System.Collections.Immutable;
using static Verifier.Kernel.ParameterLabel;

namespace Verifier.Kernel;

// 0xC4 DRIVER_VERIFIER_DETECTED_VIOLATION by P1, pool and the unload checks; the other columns are P2, P3, P4 (facts/bugchecks.md §4).
internal static class VerifierPoolTable
{
    internal static readonly ImmutableArray<BugCheckSubCode> Rows =
    [
        new(
            0x00, "The driver asked for zero bytes of pool.",
            Irql("IRQL at the call"), PoolType("type of pool asked for"), Bytes("size asked for")),
        new(
            0x01, "The driver asked for paged pool above APC_LEVEL.",
            Irql("IRQL at the call"), PoolType("type of pool asked for"), Bytes("size asked for")),
        new(
            0x02, "The driver asked for nonpaged pool above DISPATCH_LEVEL.",
            Irql("IRQL at the call"), PoolType("type of pool asked for"), Bytes("size asked for")),
        new(0x03, "The driver asked for more than one page of must-succeed pool; must-succeed pool is not allowed at all."),
        new(0x10, "The driver freed an address that no allocation returned.", Address("address being freed")),
        new(
            0x11, "The driver freed paged pool above APC_LEVEL.",
            Irql("IRQL at the call"), PoolType("type of pool"), Address("address being freed")),
        new(
            0x12, "The driver freed nonpaged pool above DISPATCH_LEVEL.",
            Irql("IRQL at the call"), PoolType("type of pool"), Address("address being freed")),
        new(0x13, "The driver freed a block that it had already freed.", Reserved, Address("pool header"), Value("contents of the header")),
        new(0x14, "The driver freed a block that it had already freed.", Reserved, Address("pool header"), Value("contents of the header")),
        new(
            0x15, "The driver freed a block that holds an active timer: cancel the timer first.",
            Address("timer"), PoolType("type of pool"), Address("address being freed")),
        new(0x16, "The driver freed a bad address, or passed bad parameters to a memory routine.", Reserved, Address("address")),
        new(
            0x17, "The driver freed a block that holds an active ERESOURCE: delete the resource first.",
            Address("resource"), PoolType("type of pool"), Address("address being freed")),
        new(
            0x51, "The driver wrote beyond the end of the block; found when it freed it.",
            Address("block"), Address("address beyond the end"), Bytes("bytes charged")),
        new(
            0x52, "The driver wrote beyond the end of the block; found when it freed it.",
            Address("block"), Address("entry of the tracking table"), Bytes("bytes charged")),
        new(0x53, "The driver wrote beyond the end of the block; found when it freed it.", Address("block"), Address("header")),
        new(
            0x54, "The driver wrote beyond the end of the block; found when it freed it.",
            Address("block"), Reserved, Count("size of the tracking table")),
        new(
            0x59, "The driver wrote beyond the end of the block; found when it freed it.",
            Address("block"), Value("index in the tracking list")),
        new(
            0x60, "The driver was unloaded and left pool behind.",
            Bytes("paged pool left"), Bytes("nonpaged pool left"), Count("allocations not freed")),
        new(
            0x61, "A thread of the driver allocated pool while the driver was being unloaded.",
            Bytes("paged pool allocated"), Bytes("nonpaged pool allocated"), Count("allocations")),
        new(
            0x62,
            "The driver was unloaded and left pool behind: every block must be freed before Unload returns, and before DriverEntry "
            + "returns an error.",
            Address("name of the driver (UNICODE_STRING)"),
            Value("reserved (the verifier's entry of the driver)"),
            Count("allocations not freed, paged and nonpaged together")),
        new(0xCA, "The driver initialised a lookaside list again that was still in use.", Address("lookaside list")),
        new(0xCB, "The driver deleted a lookaside list that was never initialised.", Address("lookaside list")),
        new(
            0xCC, "The driver freed a block that holds an active lookaside list: delete the list first.",
            Address("lookaside list"), Address("block being freed"), Bytes("size of the block")),
        new(
            0xCD, "The driver initialised a lookaside list with entries smaller than allowed.",
            Address("lookaside list"), Bytes("size given"), Bytes("smallest size allowed")),
        new(0x10A, "The driver charged pool quota to the Idle process."),
        new(0x10B, "The driver charged pool quota from a DPC, where the current process is an arbitrary one."),
        new(
            0x13A, "The verifier's own record of the block being freed is wrong: the driver damaged pool memory.",
            Address("block being freed"), Value("wrong value")),
        new(
            0x13B, "The verifier's own record of the block being freed is wrong: the driver damaged pool memory.",
            Address("block being freed"), Value("wrong value")),
        new(
            0x13C, "The verifier's own record of the block being freed is wrong: the driver damaged pool memory.",
            Address("block being freed"), Value("wrong value")),
        new(
            0x13D, "The verifier's own record of the block being freed is wrong: the driver damaged pool memory.",
            Address("block being freed"), Value("wrong value")),
        new(
            0x13E, "The address being freed is not the one that was recorded for the block.",
            Address("block being freed"), Address("block that was recorded"), Address("pointer")),
        new(
            0x13F, "The size of the block being freed is not the one that was recorded.",
            Address("block being freed"), Bytes("bytes being freed"), Bytes("bytes recorded")),
        new(
            0x2000, "The driver asked for executable pool: use NonPagedPoolNx.",
            Address("code that asked"), PoolType("type of pool asked for"), Tag("tag asked for")),
    ];
}
