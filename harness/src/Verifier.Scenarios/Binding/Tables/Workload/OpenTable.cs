using Verifier.Scenarios.Binding.Kinds;
using Verifier.Scenarios.Binding.Values;
using Verifier.Scenarios.Diagnostics;
using Verifier.Scenarios.Model;

namespace Verifier.Scenarios.Binding.Tables;

/// <summary><c>open</c>: what NtCreateFile is asked for.</summary>
internal static class OpenTable
{
    /// <summary>The dispositions.</summary>
    public static readonly WordKind<CreateDisposition> DispositionWord = new("a disposition",
        new Word<CreateDisposition>("supersede", CreateDisposition.Supersede, "FILE_SUPERSEDE."),
        new Word<CreateDisposition>("open", CreateDisposition.Open, "FILE_OPEN."),
        new Word<CreateDisposition>("create", CreateDisposition.Create, "FILE_CREATE."),
        new Word<CreateDisposition>("open-if", CreateDisposition.OpenIf, "FILE_OPEN_IF."),
        new Word<CreateDisposition>("overwrite", CreateDisposition.Overwrite, "FILE_OVERWRITE."),
        new Word<CreateDisposition>("overwrite-if", CreateDisposition.OverwriteIf, "FILE_OVERWRITE_IF."));

    private static readonly FlagsKind Rights = new("rights", new WordKind<uint>("a right",
        new Word<uint>("read", 0x0012_0089, "FILE_GENERIC_READ."),
        new Word<uint>("write", 0x0012_0116, "FILE_GENERIC_WRITE."),
        new Word<uint>("execute", 0x0012_00A0, "FILE_GENERIC_EXECUTE."),
        new Word<uint>("all", 0x001F_01FF, "FILE_ALL_ACCESS."),
        new Word<uint>("read-attributes", 0x0000_0080, "FILE_READ_ATTRIBUTES."),
        new Word<uint>("write-attributes", 0x0000_0100, "FILE_WRITE_ATTRIBUTES."),
        new Word<uint>("delete", 0x0001_0000, "DELETE."),
        new Word<uint>("synchronize", 0x0010_0000, "SYNCHRONIZE.")));

    private static readonly FlagsKind Sharing = new("kinds of sharing", new WordKind<uint>("a kind of sharing",
        new Word<uint>("read", 1, "FILE_SHARE_READ."),
        new Word<uint>("write", 2, "FILE_SHARE_WRITE."),
        new Word<uint>("delete", 4, "FILE_SHARE_DELETE.")));

    private static readonly FlagsKind CreateOptions = new("create options", new WordKind<uint>("a create option",
        new Word<uint>("directory", 0x1, "FILE_DIRECTORY_FILE."),
        new Word<uint>("write-through", 0x2, "FILE_WRITE_THROUGH."),
        new Word<uint>("sequential-only", 0x4, "FILE_SEQUENTIAL_ONLY."),
        new Word<uint>("no-intermediate-buffering", 0x8, "FILE_NO_INTERMEDIATE_BUFFERING."),
        new Word<uint>("synchronous-alert", 0x10, "FILE_SYNCHRONOUS_IO_ALERT."),
        new Word<uint>("synchronous-nonalert", 0x20, "FILE_SYNCHRONOUS_IO_NONALERT."),
        new Word<uint>("non-directory", 0x40, "FILE_NON_DIRECTORY_FILE."),
        new Word<uint>("random-access", 0x800, "FILE_RANDOM_ACCESS."),
        new Word<uint>("delete-on-close", 0x1000, "FILE_DELETE_ON_CLOSE."),
        new Word<uint>("open-by-file-id", 0x2000, "FILE_OPEN_BY_FILE_ID."),
        new Word<uint>("backup-intent", 0x4000, "FILE_OPEN_FOR_BACKUP_INTENT."),
        new Word<uint>("reparse-point", 0x20_0000, "FILE_OPEN_REPARSE_POINT.")));

    private static readonly Key<string> Device = new("device", Texts.DevicePath,
        "Device name or symbolic link.", @"\Device\ArrayCache", @"\??\ArrayCache")
    { IsRequired = true };

    private static readonly Key<string> As = new("as", Texts.Declaration, "Name of the handle.", "h") { IsRequired = true };

    private static readonly Key<string> File = new("file",
        Texts.Matching(@"a file's name behind the device's such as \channel0", DiagnosticCodes.BadName, @"^\\[^\x00-\x1F]*$",
            @"is not a file's name behind the device's: it starts with '\' and has at most 260 characters", 260),
        @"What stands behind the device's name, with its `\`: the file object's FileName. Default: nothing.", @"\channel0", @"\");

    private static readonly Key<CreateDisposition> Disposition = new("disposition", DispositionWord,
        "What to do when the file is there, and when it is not. Default: open.", "create");

    private static readonly Key<uint> Options = new("options", CreateOptions,
        "Create options by their words, or a number. Default: synchronous-nonalert and non-directory.", "[directory, synchronous-nonalert]", "0x20");

    private static readonly Key<uint> Access = new("access", Rights,
        "Desired access by words, or a number. Reads, writes and control codes that need more are refused. Default: read and write.", "read", "0x80");

    private static readonly Key<uint> Share = new("share", Sharing, "What others may do meanwhile. Default: read and write.", "[read, write, delete]", "[]");

    private static readonly Key<string> Process = new("process", Texts.ImageName,
        "Image name of the process that opens and uses the handle; what one process locks is not free to another. Default: the workload's own.", "notepad.exe");

    /// <summary>The object. It is built even if a required value is missing, which was reported by then.</summary>
    public static ObjectKind<Operation> Table { get; } = new()
    {
        Name = "open",
        Phrase = "'open'",
        Keys = [Device, As, File, Disposition, Options, Access, Share, Process, OperationKeys.Status, OperationKeys.Name],
        BuildsIncomplete = true,
        Build = fields => new OpenOperation
        {
            Source = fields.Span,
            Name = fields.Reference(OperationKeys.Name),
            AllowedStatuses = fields.Get(OperationKeys.Status, []),
            Device = fields.Get(Device, ""),
            Handle = fields.Get(As, ""),
            File = fields.Get(File, ""),
            Disposition = fields.Get(Disposition, CreateDisposition.Open),
            Options = fields.Value(Options),
            Access = fields.Value(Access),
            Share = fields.Value(Share),
            Process = fields.Reference(Process),
        },
    };
}
