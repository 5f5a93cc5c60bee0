using System.Collections.Immutable;
using Verifier.Scenarios.Binding.Kinds;
using Verifier.Scenarios.Binding.Values;
using Verifier.Scenarios.Diagnostics;
using Verifier.Scenarios.Model;

namespace Verifier.Scenarios.Binding.Tables;

/// <summary><c>hardware:</c>, the device that the driver talks to.</summary>
internal static class HardwareTable
{
    /// <summary>Most bytes of all device memory together.</summary>
    public const int MostMemory = 8 * 1024 * 1024;

    /// <summary>Number of ports.</summary>
    public const int AllPorts = 0x1_0000;

    /// <summary>The first physical address that is no memory.</summary>
    public const ulong FirstAddress = 0x8000_0000;

    private const ulong LastAddress = (1UL << 40) - 1;
    private const int MostLines = 16;

    private static readonly Key<int> Offset = new("offset", Numbers.Int("a number of bytes from the start of the range", 0, MostMemory - 1),
        "Bytes from the start of the range.", "0x10")
    { IsRequired = true };

    private static readonly Key<int> Width = new("width", new ScalarKind<int>
    {
        Phrase = "a width in bytes: 1, 2, 4 or 8",
        Code = DiagnosticCodes.OutOfRange,
        Parse = (text, _) => text is "1" or "2" or "4" or "8" ? text[0] - '0' : Parsed<int>.Wrong("is not the width of a register: 1, 2, 4 or 8 bytes"),
        JsonSchema = () => new() { ["type"] = "integer", ["minimum"] = 1, ["maximum"] = sizeof(ulong) },
    }, "Bytes. Default: 1 for ports, 4 for memory.", "4");

    private static readonly Key<ulong> Value = new("value", Numbers.Bits64("a value of a register"),
        "Value at boot. Default: what the range's contents say, or 0.", "0x60");

    private static readonly Key<ImmutableArray<ulong>> Reads = new("reads",
        new ListKind<ulong>(Numbers.Bits64("a value of a register"), "values") { AllowsSingle = true },
        "What the first reads return, in turn; later reads return the value. Default: none.", "[0x00, 0x00, 0x60]");

    private static readonly Key<ulong> ClearOnRead = Mask("clear-on-read", "Bits that a read returns and then clears. Default: none.", "0x1E");

    private static readonly Key<ulong> ClearOnWrite = Mask("clear-on-write",
        "Bits that writing a one clears and writing a zero leaves alone. Default: none.", "0xFF");

    private static readonly Key<ulong> SetOnWrite = Mask("set-on-write",
        "Bits that writing a one sets and writing a zero leaves alone. Default: none.", "0x01");

    private static readonly Key<bool> ReadOnly = new("read-only", Texts.Switch, "If true, writes change nothing. Default: false.", "true");

    private static readonly Key<ImmutableArray<HardwareChange>> OnWrite = new("on-write", ChangeTable.Changes,
        "What the device changes after each write to the register, as under an interrupt's `changes`. Default: nothing.", "{ status: 0x80 }");

    private static readonly Key<string> RangeName = new("name", Texts.Name, "Name of the range, for `changes`. Default: none.", "uart");

    private static readonly Key<DataLiteral> Contents = new("contents", DataLiterals.Data, "The first bytes at boot; all others are zero.",
        "\"hex:86 80 0E 10\"");

    private static readonly Key<int> PortLength = new("length", Numbers.Int("a number of ports", 1, AllPorts), "How many ports.", "8")
    {
        IsRequired = true,
    };

    private static readonly Key<int> MemoryLength = new("length",
        new SelectKind<long, int>(Quantities.Size("a number of bytes such as 4KiB (at most 8MiB)", 1, MostMemory), (bytes, _, _) => (int)bytes),
        "Bytes.", "4KiB", "0x100")
    {
        IsRequired = true,
    };

    private static readonly Key<ulong> PortStart = new("at", Numbers.Bits64("the first port"),
        "The first port. Default: the bus chooses, from 0xC000 on.", "0x3F8");

    private static readonly Key<ulong> MemoryStart = new("at", Numbers.Bits64("a physical address"),
        "Physical address, from 0x80000000 on; below is memory. Default: the bus chooses, from 0xFEB00000 on.", "0xFED00000");

    /// <summary>A register.</summary>
    private static readonly ObjectKind<Func<string, HardwareRegister>> RegisterKeys = new()
    {
        Name = "register",
        Phrase = "a register",
        Keys = [Offset, Width, Value, Reads, ClearOnRead, ClearOnWrite, SetOnWrite, ReadOnly, OnWrite],
        Build = fields => name => new HardwareRegister
        {
            Source = fields.Span,
            Name = name,
            Offset = fields.Get(Offset),
            Width = fields.Get(Width, 0),
            Value = fields.Value(Value),
            Reads = fields.Get(Reads, []),
            ClearOnRead = fields.Get(ClearOnRead, 0UL),
            ClearOnWrite = fields.Get(ClearOnWrite, 0UL),
            SetOnWrite = fields.Get(SetOnWrite, 0UL),
            IsReadOnly = fields.Get(ReadOnly, false),
            OnWrite = fields.Get(OnWrite, []),
        },
    };

    private static readonly Key<ImmutableArray<HardwareRegister>> Registers = new("registers",
        new EntriesKind<string, Func<string, HardwareRegister>, HardwareRegister>(
            "names of registers with their keys such as { status: { offset: 5, value: 0x60 } }", Texts.Name, RegisterKeys,
            (name, make, span) => make(name) with { Source = span }),
        "Places that do more than keep what is written, by their names.", "{ status: { offset: 5, value: 0x60 } }");

    private static readonly Key<ImmutableArray<HardwareRange>> Memory = new("memory", Ranges("memory-range", MemoryStart, MemoryLength, 4),
        "Ranges of device memory, in the order of the resource list. Default: none.", "[ { name: regs, length: 4KiB } ]");

    private static readonly Key<ImmutableArray<HardwareRange>> Ports = new("ports", Ranges("port-range", PortStart, PortLength, 1),
        "Ranges of ports, in the order of the resource list. Default: none.", "[ { name: uart, at: 0x3F8, length: 8 } ]");

    private static readonly Key<ImmutableArray<InterruptLine>> Interrupts = new("interrupts",
        new ListKind<InterruptLine>(
            new SelectKind<ImmutableArray<HardwareChange>, InterruptLine>(
                ChangeTable.OptionalChanges, (changes, span, _) => new InterruptLine { Source = span, Changes = changes }), "interrupt lines")
        { AllowsEmpty = true, Maximum = MostLines },
        "Interrupt lines, each with what the device changes when it asserts it. Default: one that changes nothing.", "[ { status: 0x01 } ]", "[]");

    /// <summary>The object.</summary>
    public static ObjectKind<HardwareSettings> Table { get; } = new()
    {
        Name = "hardware",
        Phrase = "'hardware'",
        Keys = [Memory, Ports, Interrupts],
        AtLeastOneOf = [Memory, Ports, Interrupts],
        Build = fields => new HardwareSettings
        {
            Source = fields.Span,
            Memory = fields.Get(Memory, []),
            Ports = fields.Get(Ports, []),
            Interrupts = fields.Get(Interrupts, [new InterruptLine()]),
        },
    };

    private static ListKind<HardwareRange> Ranges(string name, Key<ulong> start, Key<int> length, int width) => new(new ObjectKind<HardwareRange>
    {
        Name = name,
        Phrase = "a range",
        Keys = [RangeName, start, length, Contents, Registers],
        Build = fields => new HardwareRange
        {
            Source = fields.Span,
            Name = fields.Reference(RangeName),
            At = fields.Value(start),
            Length = fields.Get(length),
            Contents = fields.Reference(Contents),
            Registers = [.. fields.Get(Registers, []).Select(r => r.Width == 0 ? r with { Width = width } : r)],
        },
    }, "ranges");

    private static Key<ulong> Mask(string name, string description, string example) =>
        new(name, Numbers.Bits64("bits of a register such as 0x1E"), description, example);

    /// <summary>The first and the last address that a range may use.</summary>
    public static (ulong First, ulong Last) Limits(bool isMemory) => isMemory ? (FirstAddress, LastAddress) : (0, AllPorts - 1);
}
