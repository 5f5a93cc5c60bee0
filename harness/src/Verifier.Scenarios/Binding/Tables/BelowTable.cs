using System.Collections.Immutable;
using Verifier.Scenarios.Binding.Checks;
using Verifier.Scenarios.Binding.Kinds;
using Verifier.Scenarios.Binding.Values;
using Verifier.Scenarios.Model;

namespace Verifier.Scenarios.Binding.Tables;

/// <summary><c>below:</c>, what the simulated device below the driver's answers.</summary>
internal static class BelowTable
{
    /// <summary>The major functions; those of an application's requests have the names of the workload's operations.</summary>
    public static WordKind<byte> MajorWord { get; } = new("a kind of request",
        new Word<byte>("open", 0x00, "IRP_MJ_CREATE."),
        new Word<byte>("close", 0x02, "IRP_MJ_CLOSE."),
        new Word<byte>("read", 0x03, "IRP_MJ_READ."),
        new Word<byte>("write", 0x04, "IRP_MJ_WRITE."),
        new Word<byte>("query-information", 0x05, "IRP_MJ_QUERY_INFORMATION."),
        new Word<byte>("set-information", 0x06, "IRP_MJ_SET_INFORMATION."),
        new Word<byte>("flush", 0x09, "IRP_MJ_FLUSH_BUFFERS."),
        new Word<byte>("query-volume-information", 0x0A, "IRP_MJ_QUERY_VOLUME_INFORMATION."),
        new Word<byte>("file-system-control", 0x0D, "IRP_MJ_FILE_SYSTEM_CONTROL."),
        new Word<byte>("ioctl", Ioctl, "IRP_MJ_DEVICE_CONTROL."),
        new Word<byte>("internal-ioctl", InternalIoctl, "IRP_MJ_INTERNAL_DEVICE_CONTROL, which is IRP_MJ_SCSI too."),
        new Word<byte>("shutdown", 0x10, "IRP_MJ_SHUTDOWN."),
        new Word<byte>("cleanup", 0x12, "IRP_MJ_CLEANUP."),
        new Word<byte>("power", 0x16, "IRP_MJ_POWER."),
        new Word<byte>("wmi", 0x17, "IRP_MJ_SYSTEM_CONTROL."),
        new Word<byte>("pnp", 0x1B, "IRP_MJ_PNP."));

    private const byte Ioctl = 0x0E;
    private const byte InternalIoctl = 0x0F;

    private static readonly Key<byte> Major = new("major", MajorWord,
        "The kind of request. Default: `ioctl` and `internal-ioctl`.", "internal-ioctl");

    private static readonly Key<byte> Minor = new("minor", NamedCodes.MinorFunction,
        "The minor function code, by name or number. Default: any.", "IRP_MN_QUERY_CAPABILITIES", "0x09");

    private static readonly Key<uint> Code = new("code", Numbers.Bits32("a control code"), "The control code. Default: any.", "0x220003");

    private static readonly Key<ImmutableArray<BelowBytes>> Has = new("has", BelowBytesTable.Matches,
        "Bytes that the request must hold; all of them if a list.", "{ in: argument1, at: 2, data: \"hex:0B 00\" }");

    private static readonly Key<int> Times = new("times", Numbers.Int("a number of requests", 1, int.MaxValue),
        "How many requests it answers; the rules behind it answer the others. Default: all.", "1");

    private static readonly Key<StatusCode> Status = new("status", NamedCodes.Status,
        "The status of the answer. Default: STATUS_SUCCESS.", "STATUS_DEVICE_NOT_CONNECTED");

    private static readonly Key<long> Information = new("information", Numbers.Long("IoStatus.Information", 0),
        "IoStatus.Information. Default: as many bytes as are put into the request's own buffers.", "8");

    private static readonly Key<ImmutableArray<BelowBytes>> Puts = new("put", BelowBytesTable.Puts,
        "Bytes that the answer writes into a buffer of the request, as many as there is room for; several places if a list.",
        "{ into: system-buffer, data: \"hex:12 01 00 02\" }",
        "[ { into: argument1, at: 4, data: \"hex:00 00 00 00\" }, { into: argument1, pointer-at: 0x28, data: \"text:reply\" } ]");

    private static readonly Key<TimeSpan> Delay = new("delay", Quantities.Duration(allowsZero: false),
        "Virtual time for which the request is pending before it is answered. Default: answered at once.", "10ms");

    private static readonly Key<bool> Pending = new("pending", Texts.Switch,
        "If true, the request is pending until it is cancelled. Default: false.", "true");

    private static readonly ObjectKind<BelowRule> Rule = new()
    {
        Name = "below",
        Phrase = "a rule of 'below'",
        Keys = [Major, Minor, Code, Has, Times, Status, Information, Puts, Delay, Pending],
        AtLeastOneOf = [Major, Code],
        Build = Make,
    };

    /// <summary>The rules.</summary>
    public static IKind<ImmutableArray<BelowRule>> Rules { get; } = new ListKind<BelowRule>(Rule, "rules");

    private static BelowRule Make(Fields fields)
    {
        BelowCheck.Rule(fields, new BelowKeys(Major, Code, Delay, Pending, Puts) { Answers = [Status, Information, Puts, Delay] }, [Ioctl, InternalIoctl]);
        return new BelowRule
        {
            Source = fields.Span,
            Major = fields.Value(Major),
            Minor = fields.Value(Minor),
            Code = fields.Value(Code),
            Has = fields.Get(Has, []),
            Times = fields.Value(Times),
            Status = fields.Value(Status),
            Information = fields.Value(Information),
            Puts = fields.Get(Puts, []),
            Delay = fields.Value(Delay),
            StaysPending = fields.Get(Pending, false),
        };
    }
}
