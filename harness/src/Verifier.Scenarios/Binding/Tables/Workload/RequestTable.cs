using Verifier.Scenarios.Binding.Kinds;
using Verifier.Scenarios.Binding.Values;
using Verifier.Scenarios.Model;

namespace Verifier.Scenarios.Binding.Tables;

/// <summary>
/// Operations on handles: open, close, read, write, ioctl, internal-ioctl, flush. An operation is built even if a required value is
/// missing, which was reported by then, so that its handle and its name are checked in the same go.
/// </summary>
internal static class RequestTable
{
    private static readonly Key<long> ReadLength = new("length", OperationKeys.Length("a number of bytes"),
        "Bytes to read.", "512", "4KiB")
    { IsRequired = true };

    private static readonly Key<DataLiteral> Data = new("data", DataLiterals.Data, "The bytes to write.",
        "\"fill:1500:AA\"")
    { IsRequired = true };

    private static readonly Key<uint> Code = new("code", Numbers.Bits32("a control code such as 0x222000"),
        "The control code. Its low two bits are the transfer method.", "0x222000")
    { IsRequired = true };

    private static readonly ObjectKind<Operation> Read = new()
    {
        Name = "read",
        Phrase = "'read'",
        Keys = [OperationKeys.On, ReadLength, OperationKeys.Offset, OperationKeys.AtLeast, OperationKeys.Varies, OperationKeys.Overlapped, OperationKeys.Status, OperationKeys.Name],
        BuildsIncomplete = true,
        Build = fields => Request(fields, new ReadOperation
        {
            Handle = fields.Get(OperationKeys.On, ""),
            Length = (int)fields.Get(ReadLength, 0),
            Offset = fields.Get(OperationKeys.Offset, 0),
            AtLeast = OperationKeys.AtLeastOf(fields, fields.Get(ReadLength, DataLiteral.MaximumLength)),
            Varies = OperationKeys.VariesOf(fields, fields.Get(ReadLength, DataLiteral.MaximumLength)),
        }),
    };

    private static readonly ObjectKind<Operation> Write = new()
    {
        Name = "write",
        Phrase = "'write'",
        Keys = [OperationKeys.On, Data, OperationKeys.Offset, OperationKeys.AtLeast, OperationKeys.Overlapped, OperationKeys.Status, OperationKeys.Name],
        BuildsIncomplete = true,
        Build = fields => Request(fields, new WriteOperation
        {
            Handle = fields.Get(OperationKeys.On, ""),
            Data = fields.Get(Data, new FillData { Count = 0, Value = 0 }),
            Offset = fields.Get(OperationKeys.Offset, 0),
            AtLeast = OperationKeys.AtLeastOf(fields, fields.Reference(Data)?.Length ?? DataLiteral.MaximumLength),
        }),
    };

    /// <summary>The entries.</summary>
    public static IReadOnlyList<OperationEntry> Entries { get; } =
    [
        new("open", "Opens a device (IRP_MJ_CREATE) and names the handle.", OpenTable.Table, @"open: { device: \Device\ArrayCache, as: h }",
            @"open: { device: \Device\ArrayCache, as: h, file: \channel0, access: read, disposition: open-if }"),
        new("close", "Closes the last handle: IRP_MJ_CLEANUP, then IRP_MJ_CLOSE.", OnHandle("close", false, CloseOf), "close: h"),
        new("read", "IRP_MJ_READ.", Read, "read: { on: h, length: 512 }",
            "read: { on: h, length: 4KiB, overlapped: true, name: pending-read }"),
        new("write", "IRP_MJ_WRITE.", Write, "write: { on: h, data: \"fill:1500:AA\" }"),
        new("ioctl", "IRP_MJ_DEVICE_CONTROL.", Control("ioctl", () => new IoctlOperation { Handle = "", Code = 0 }),
            "ioctl: { on: h, code: 0x222000, in: \"text:first\", out: 64 }"),
        new("internal-ioctl", "IRP_MJ_INTERNAL_DEVICE_CONTROL, as a kernel-mode client sends it.",
            Control("internal-ioctl", () => new InternalIoctlOperation { Handle = "", Code = 0 }),
            "internal-ioctl: { on: h, code: 0x220003 }"),
        new("flush", "IRP_MJ_FLUSH_BUFFERS.", OnHandle("flush", true, FlushOf), "flush: h"),
    ];

    private static ShapeKind<Operation> OnHandle(string word, bool isRequest, Func<string, Operation> make) =>
        new($"a handle, or the keys of '{word}'")
        {
            Scalar = new SelectKind<string, Operation>(Texts.Name, (handle, span, _) => make(handle) with { Source = span }),
            Map = new ObjectKind<Operation>
            {
                Name = word,
                Phrase = $"'{word}'",
                Keys = isRequest
                    ? [OperationKeys.On, OperationKeys.Overlapped, OperationKeys.Status, OperationKeys.Name]
                    : [OperationKeys.On, OperationKeys.Name],
                BuildsIncomplete = true,
                Build = fields => make(fields.Get(OperationKeys.On, "")) is RequestOperation request
                    ? Request(fields, request)
                    : make(fields.Get(OperationKeys.On, "")) with { Source = fields.Span, Name = fields.Reference(OperationKeys.Name) },
            },
        };

    private static CloseOperation CloseOf(string handle) => new() { Handle = handle };

    private static FlushOperation FlushOf(string handle) => new() { Handle = handle };

    private static ObjectKind<Operation> Control(string word, Func<ControlOperation> make) => new()
    {
        Name = word,
        Phrase = $"'{word}'",
        Keys = [OperationKeys.On, Code, OperationKeys.In, OperationKeys.Out, OperationKeys.Varies, OperationKeys.Overlapped, OperationKeys.Status, OperationKeys.Name],
        BuildsIncomplete = true,
        Build = fields => Request(fields, make() with
        {
            Handle = fields.Get(OperationKeys.On, ""),
            Code = fields.Get(Code, 0u),
            Input = fields.Reference(OperationKeys.In),
            OutputLength = (int)fields.Get(OperationKeys.Out, 0),
            Varies = OperationKeys.VariesOf(fields, fields.Get(OperationKeys.Out, 0)),
        }),
    };

    private static RequestOperation Request(Fields fields, RequestOperation request) => request with
    {
        Source = fields.Span,
        Name = fields.Reference(OperationKeys.Name),
        AllowedStatuses = fields.Get(OperationKeys.Status, []),
        Overlapped = fields.Get(OperationKeys.Overlapped, false),
    };
}
