using System.Text;
using Verifier.Kernel;
using Verifier.Tests.Kernel.Ke;
using static Verifier.Kernel.FILE_DISPOSITION;
using static Verifier.Kernel.FILE_INFORMATION_CLASS;

namespace Verifier.Tests.Kernel.Zw;

/// <summary>Files, as the pages of ZwCreateFile, ZwReadFile, ZwWriteFile, Zw(Query|Set)InformationFile and ZwQueryDirectoryFile have them.</summary>
public sealed class ZwFileTests : KeFixture
{
    private const uint Read = 0x8000_0000;
    private const uint Write = 0x4000_0000;
    private const uint Delete = 0x10000;
    private const uint ShareAll = 7;
    private const uint Synchronous = 0x20;
    private const uint Directory = 1;
    private const uint NoDirectory = 0x40;

    private Pointer Buffer => NonPaged(0x200);

    private IoStatusBlock Block => new(NonPaged(0x100));

    [SetUp]
    public void PutFiles()
    {
        Machine.Files.Put(@"\??\C:\config.bin", isDirectory: false, "depth=4"u8);
        Machine.Files.Put(@"\??\C:\Logs\first.log", isDirectory: false, "one"u8);
        Machine.Files.Put(@"\??\C:\Logs\second.log", isDirectory: false, "second"u8);
        Machine.Files.Put(@"\??\C:\locked", isDirectory: false, "x"u8).Attributes |= StoredFile.ReadOnlyAttribute;
    }

    [TestCase(@"\??\C:\config.bin")]
    [TestCase(@"\DosDevices\c:\CONFIG.BIN")]
    public void File_is_read_through_every_name_and_piece_by_piece(string path)
    {
        Assert.That(Open(path, Read, out var file), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        Assert.That(Block.Information, Is.EqualTo((ulong)FILE_OPENED.FILE_OPENED));
        Assert.That((ReadText(file, 4), ReadText(file, 4)), Is.EqualTo(("dept", "h=4")));
        Assert.That(Driver.ZwReadFile(file, 0, default, default, Block, Buffer, 4, null, null), Is.EqualTo(NTSTATUS.STATUS_END_OF_FILE));
        Assert.That((ReadText(file, 2, 1), ReadText(file, 2)), Is.EqualTo(("ep", "th")), "an offset sets the position");
        Assert.That(Driver.ZwClose(file), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        Assert.That(Machine.Resources.HeldBy(Driver.Image), Is.Empty);
    }

    [Test]
    public void SystemRoot_is_the_directory_of_Windows()
    {
        Assert.That(Create(@"\SystemRoot\System32\drivers\x.dat", Write, FILE_CREATE, out _), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        Assert.That(Open(@"\??\C:\windows\system32\DRIVERS\X.DAT", Read, out _), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
    }

    [TestCase(@"\??\C:\config.txt", "STATUS_OBJECT_NAME_NOT_FOUND")]
    [TestCase(@"\??\C:\nowhere\config.txt", "STATUS_OBJECT_PATH_NOT_FOUND")]
    [TestCase(@"\??\C:\config.bin\x", "STATUS_OBJECT_PATH_NOT_FOUND")]
    [TestCase(@"\??\D:\config.bin", "STATUS_OBJECT_PATH_NOT_FOUND")]
    [TestCase(@"config.bin", "STATUS_OBJECT_NAME_INVALID")]
    [TestCase(@"\??\C:\con*.bin", "STATUS_OBJECT_NAME_INVALID")]
    public void Name_of_no_file_is_refused(string path, string status)
    {
        Assert.That(Open(path, Read, out var file).Name, Is.EqualTo(status));
        Assert.That((file, Machine.Resources.HeldBy(Driver.Image).Count), Is.EqualTo((0UL, 0)));
    }

    [TestCase(FILE_SUPERSEDE, true, "STATUS_SUCCESS", FILE_OPENED.FILE_SUPERSEDED, 0)]
    [TestCase(FILE_OPEN, true, "STATUS_SUCCESS", FILE_OPENED.FILE_OPENED, 7)]
    [TestCase(FILE_CREATE, true, "STATUS_OBJECT_NAME_COLLISION", default(FILE_OPENED), 7)]
    [TestCase(FILE_OPEN_IF, true, "STATUS_SUCCESS", FILE_OPENED.FILE_OPENED, 7)]
    [TestCase(FILE_OVERWRITE, true, "STATUS_SUCCESS", FILE_OPENED.FILE_OVERWRITTEN, 0)]
    [TestCase(FILE_OVERWRITE_IF, true, "STATUS_SUCCESS", FILE_OPENED.FILE_OVERWRITTEN, 0)]
    [TestCase(FILE_SUPERSEDE, false, "STATUS_SUCCESS", FILE_OPENED.FILE_CREATED, 0)]
    [TestCase(FILE_OPEN, false, "STATUS_OBJECT_NAME_NOT_FOUND", default(FILE_OPENED), -1)]
    [TestCase(FILE_CREATE, false, "STATUS_SUCCESS", FILE_OPENED.FILE_CREATED, 0)]
    [TestCase(FILE_OPEN_IF, false, "STATUS_SUCCESS", FILE_OPENED.FILE_CREATED, 0)]
    [TestCase(FILE_OVERWRITE, false, "STATUS_OBJECT_NAME_NOT_FOUND", default(FILE_OPENED), -1)]
    [TestCase(FILE_OVERWRITE_IF, false, "STATUS_SUCCESS", FILE_OPENED.FILE_CREATED, 0)]
    public void Disposition_decides(FILE_DISPOSITION disposition, bool isThere, string status, FILE_OPENED did, int length)
    {
        var name = isThere ? "config.bin" : "new.bin";
        var got = Create($@"\??\C:\{name}", Write, disposition, out _);
        Assert.That(got.Name, Is.EqualTo(status));
        Assert.That(Block.Information, Is.EqualTo(got.IsSuccess ? (ulong)did : 0));
        Assert.That(Stored(name)?.Data.Length ?? -1, Is.EqualTo(length));
    }

    [TestCase(@"\??\C:\Logs", NoDirectory, FILE_OPEN, "STATUS_FILE_IS_A_DIRECTORY")]
    [TestCase(@"\??\C:\Logs", 0u, FILE_OVERWRITE, "STATUS_FILE_IS_A_DIRECTORY")]
    [TestCase(@"\??\C:\config.bin", Directory, FILE_OPEN, "STATUS_NOT_A_DIRECTORY")]
    [TestCase(@"\??\C:\locked", 0u, FILE_OPEN, "STATUS_ACCESS_DENIED")]
    [TestCase(@"\??\C:\locked", 0x1000u, FILE_OPEN, "STATUS_CANNOT_DELETE", Read)]
    public void Open_that_does_not_fit_the_file_is_refused(string path, uint options, FILE_DISPOSITION disposition, string status, uint access = Write) =>
        Assert.That(Create(path, access, disposition, out _, options).Name, Is.EqualTo(status));

    [Test]
    public void Sharing_is_asked_of_both()
    {
        Assert.That(Open(@"\??\C:\config.bin", Read, out var first, share: 1), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        Assert.That(Open(@"\??\C:\config.bin", Write, out _), Is.EqualTo(NTSTATUS.STATUS_SHARING_VIOLATION));
        Assert.That(Open(@"\??\C:\config.bin", Read, out _, share: 2), Is.EqualTo(NTSTATUS.STATUS_SHARING_VIOLATION), "the first reads");
        Assert.That(Open(@"\??\C:\config.bin", Read, out _, share: 1), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        Driver.ZwClose(first);
        Assert.That(Machine.Files.Find(@"\??\C:\config.bin", null, out var root, out _).IsSuccess && root.Child("config.bin")!.Opened.Count == 1);
    }

    [Test]
    public void What_is_written_is_read_back_and_leaves_the_driver()
    {
        Create(@"\??\C:\Logs\new.log", Read | Write, FILE_CREATE, out var file);
        Assert.That(WriteText(file, "first"), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        Assert.That(WriteText(file, "X", 1), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        Assert.That(WriteText(file, "end", -1), Is.EqualTo(NTSTATUS.STATUS_SUCCESS), "FILE_WRITE_TO_END_OF_FILE");
        Assert.That(WriteText(file, "!", 10), Is.EqualTo(NTSTATUS.STATUS_SUCCESS), "with a gap of zeroes");
        Assert.That(ReadText(file, 20, 0), Is.EqualTo("fXrstend\0\0!"));
        Assert.That(Machine.Outflow.Select(o => (o.Place, Encoding.ASCII.GetString(o.Data))).Last(), Is.EqualTo((@"file \Logs\new.log", "!")));
    }

    [Test]
    public void Access_that_was_not_asked_for_is_denied()
    {
        Open(@"\??\C:\config.bin", Read, out var reader);
        Open(@"\??\C:\config.bin", Write, out var writer);
        Assert.That(WriteText(reader, "x", 0), Is.EqualTo(NTSTATUS.STATUS_ACCESS_DENIED));
        Assert.That(Driver.ZwReadFile(writer, 0, default, default, Block, Buffer, 4, 0, null), Is.EqualTo(NTSTATUS.STATUS_ACCESS_DENIED));
    }

    [TestCase(null)]
    [TestCase(-2L)]
    public void Only_synchronous_files_have_a_position(long? offset)
    {
        Open(@"\??\C:\config.bin", Read, out var file, options: 0);
        Assert.That(Driver.ZwReadFile(file, 0, default, default, Block, Buffer, 4, offset, null), Is.EqualTo(NTSTATUS.STATUS_INVALID_PARAMETER));
        Assert.That(Driver.ZwReadFile(file, 0, default, default, Block, Buffer, 4, 0, null), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
    }

    [Test]
    public void File_has_a_largest_size()
    {
        Open(@"\??\C:\config.bin", Write, out var file);
        Assert.That(WriteText(file, "x", 16 * 1024 * 1024), Is.EqualTo(NTSTATUS.STATUS_DISK_FULL));
        Assert.That(Stored("config.bin")!.Data, Has.Length.EqualTo(7), "and nothing was written");
    }

    [Test]
    public void Event_is_set_when_a_request_is_complete()
    {
        Driver.ZwCreateEvent(out var done, 0x1F0003, default, EVENT_TYPE.NotificationEvent, initialState: false);
        Open(@"\??\C:\config.bin", Read, out var file);
        Driver.ZwReadFile(file, done, default, default, Block, Buffer, 4, 0, null);
        Assert.That(Driver.ZwWaitForSingleObject(done, alertable: false, timeout: 0), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
    }

    [Test]
    public void Standard_information_has_sizes_and_state()
    {
        Open(@"\??\C:\config.bin", Read, out var file);
        Assert.That(Query(file, FileStandardInformation, 0x18), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        Assert.That((Buffer.Read<long>(0), Buffer.Read<long>(8), Buffer.Read<uint>(0x10), Buffer.Read<byte>(0x14), Buffer.Read<byte>(0x15)), Is.EqualTo((4096L, 7L, 1u, (byte)0, (byte)0)));
        Assert.That(Query(file, FileStandardInformation, 0x17), Is.EqualTo(NTSTATUS.STATUS_INFO_LENGTH_MISMATCH));
        Open(@"\??\C:\Logs", Read, out var directory, options: Directory);
        Query(directory, FileStandardInformation, 0x18);
        Assert.That(Buffer.Read<byte>(0x15), Is.EqualTo(1));
        Assert.That(Query(directory, (FILE_INFORMATION_CLASS)99, 0x18), Is.EqualTo(NTSTATUS.STATUS_INVALID_INFO_CLASS));
    }

    [Test]
    public void Basic_position_name_and_network_open_information_are_told()
    {
        Open(@"\??\C:\Logs\first.log", Read, out var file);
        Query(file, FileBasicInformation, 0x28);
        Assert.That((Buffer.Read<long>(0), Buffer.Read<uint>(0x20)), Is.EqualTo((Clock.BootSystemTime, 0x80u)));
        ReadText(file, 2);
        Query(file, FilePositionInformation, 8);
        Assert.That(Buffer.Read<long>(0), Is.EqualTo(2));
        Query(file, FileNetworkOpenInformation, 0x38);
        Assert.That((Buffer.Read<long>(0x28), Buffer.Read<uint>(0x30)), Is.EqualTo((3L, 0x80u)));
        Assert.That(Query(file, FileNameInformation, 0x100), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        Assert.That(Text(4, Buffer.Read<int>(0)), Is.EqualTo(@"\Logs\first.log"));
        Assert.That(Query(file, FileNameInformation, 8), Is.EqualTo(NTSTATUS.STATUS_BUFFER_OVERFLOW));
        Assert.That(Block.Information, Is.EqualTo(8));
    }

    [Test]
    public void Length_attributes_and_position_can_be_set()
    {
        Create(@"\??\C:\config.bin", Read | Write, FILE_OPEN, out var file);
        Buffer.Write(0, 5L);
        Assert.That(Set(file, FileEndOfFileInformation, 8), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        Buffer.Write(0, 2L);
        Assert.That(Set(file, FilePositionInformation, 8), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        Assert.That(ReadText(file, 9), Is.EqualTo("pth"));
        Driver.RtlZeroMemory(Buffer, 0x28);
        Buffer.Write(0x20, StoredFile.ReadOnlyAttribute);
        Assert.That(Set(file, FileBasicInformation, 0x28), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        Assert.That(Open(@"\??\C:\config.bin", Write, out _), Is.EqualTo(NTSTATUS.STATUS_ACCESS_DENIED));
        Buffer.Write(0, -1L);
        Assert.That(Set(file, FilePositionInformation, 8), Is.EqualTo(NTSTATUS.STATUS_INVALID_PARAMETER));
        Assert.That(Set(file, FileEndOfFileInformation, 4), Is.EqualTo(NTSTATUS.STATUS_INFO_LENGTH_MISMATCH));
        Open(@"\??\C:\Logs\first.log", Read, out var reader);
        Assert.That(Set(reader, FileEndOfFileInformation, 8), Is.EqualTo(NTSTATUS.STATUS_ACCESS_DENIED));
    }

    [Test]
    public void File_is_gone_with_its_last_handle_once_it_is_to_be_deleted()
    {
        Open(@"\??\C:\config.bin", Read, out var other);
        Open(@"\??\C:\config.bin", Delete, out var file);
        Buffer.Write(0, (byte)1);
        Assert.That(Set(other, FileDispositionInformation, 1), Is.EqualTo(NTSTATUS.STATUS_ACCESS_DENIED));
        Assert.That(Set(file, FileDispositionInformation, 1), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        Assert.That(Open(@"\??\C:\config.bin", Read, out _), Is.EqualTo(NTSTATUS.STATUS_DELETE_PENDING));
        Driver.ZwClose(file);
        Assert.That(Stored("config.bin"), Is.Not.Null, "another handle is open");
        Driver.ZwClose(other);
        Assert.That(Stored("config.bin"), Is.Null);
        Open(@"\??\C:\Logs", Delete, out var directory);
        Assert.That(Set(directory, FileDispositionInformation, 1), Is.EqualTo(NTSTATUS.STATUS_DIRECTORY_NOT_EMPTY));
        Open(@"\??\C:\locked", Delete, out var locked);
        Assert.That(Set(locked, FileDispositionInformation, 1), Is.EqualTo(NTSTATUS.STATUS_CANNOT_DELETE));
    }

    [Test]
    public void File_that_was_opened_to_be_deleted_is_gone_with_its_handle()
    {
        Create(@"\??\C:\temporary", Read | Write | Delete, FILE_CREATE, out var file, 0x1000 | Synchronous);
        Driver.ZwClose(file);
        Assert.That(Stored("temporary"), Is.Null);
    }

    [Test]
    public void Directory_is_listed_in_pieces()
    {
        Open(@"\??\C:\Logs", Read, out var directory, options: Directory);
        Assert.That(List(directory, FileNamesInformation, 0x40, null), Is.EqualTo(new[] { ".", "..", "first.log" }));
        Assert.That(List(directory, FileNamesInformation, 0x40, null), Is.EqualTo(new[] { "second.log" }));
        Assert.That(ListStatus(directory, FileNamesInformation, 0x40, null), Is.EqualTo(NTSTATUS.STATUS_NO_MORE_FILES));
        Assert.That(List(directory, FileNamesInformation, 0x100, null, restarts: true), Has.Count.EqualTo(4));
    }

    [TestCase(FileDirectoryInformation, 0x40)]
    [TestCase(FileFullDirectoryInformation, 0x44)]
    [TestCase(FileBothDirectoryInformation, 0x5E)]
    public void Entries_of_every_class_have_size_attributes_and_name(FILE_INFORMATION_CLASS kind, int nameAt)
    {
        Open(@"\??\C:\Logs", Read, out var directory, options: Directory);
        Assert.That(ListStatus(directory, kind, 0x100, "s*.log"), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        Assert.That((Buffer.Read<uint>(0), Buffer.Read<long>(0x28), Buffer.Read<uint>(0x38), Buffer.Read<int>(0x3C)), Is.EqualTo((0u, 6L, 0x80u, 20)));
        Assert.That(Text(nameAt, 20), Is.EqualTo("second.log"));
        Assert.That(Block.Information, Is.EqualTo((ulong)(nameAt + 20)));
    }

    [Test]
    public void Listing_says_what_does_not_fit_and_what_is_not_there()
    {
        Open(@"\??\C:\Logs", Read, out var directory, options: Directory);
        Assert.That(ListStatus(directory, FileNamesInformation, 0x40, "*.bin"), Is.EqualTo(NTSTATUS.STATUS_NO_SUCH_FILE));
        Open(@"\??\C:\Logs", Read, out directory, options: Directory);
        Assert.That(ListStatus(directory, FileNamesInformation, 0x0B, "first.log"), Is.EqualTo(NTSTATUS.STATUS_BUFFER_TOO_SMALL));
        Assert.That(ListStatus(directory, FileNamesInformation, 0x0E, "first.log"), Is.EqualTo(NTSTATUS.STATUS_BUFFER_OVERFLOW));
        Assert.That(Text(0x0C, 2), Is.EqualTo("f"));
        Assert.That(ListStatus(directory, FileStandardInformation, 0x40, null), Is.EqualTo(NTSTATUS.STATUS_NOT_SUPPORTED));
        Open(@"\??\C:\config.bin", Read, out var file);
        Assert.That(ListStatus(file, FileNamesInformation, 0x40, null), Is.EqualTo(NTSTATUS.STATUS_INVALID_PARAMETER));
    }

    [Test]
    public void Name_may_be_relative_to_a_directory()
    {
        Open(@"\??\C:\Logs", Read, out var directory, options: Directory);
        Assert.That(Open("first.log", Read, out _, root: directory), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        Open(@"\??\C:\config.bin", Read, out var file);
        Assert.That(Open("first.log", Read, out _, root: file), Is.EqualTo(NTSTATUS.STATUS_OBJECT_PATH_NOT_FOUND));
        Assert.That(Open("first.log", Read, out _, root: 0x44), Is.EqualTo(NTSTATUS.STATUS_INVALID_HANDLE));
    }

    [Test]
    public void Handle_of_something_else_is_no_file()
    {
        Driver.ZwCreateEvent(out var other, 0x1F0003, default, EVENT_TYPE.NotificationEvent, initialState: false);
        Assert.That(Query(other, FileBasicInformation, 0x28), Is.EqualTo(NTSTATUS.STATUS_OBJECT_TYPE_MISMATCH));
        Assert.That(Query(0x1234, FileBasicInformation, 0x28), Is.EqualTo(NTSTATUS.STATUS_INVALID_HANDLE));
    }

    [Test]
    public void Handle_leads_to_a_file_object_with_its_name()
    {
        Open(@"\??\C:\Logs\first.log", Read, out var file);
        Assert.That(Driver.ObReferenceObjectByHandle(file, 0, default, KPROCESSOR_MODE.KernelMode, out var body, default), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        Assert.That(KernelText.Read(Machine, new FileObject(Machine, body.Address).FileName), Is.EqualTo(@"\Logs\first.log"));
        Driver.ZwClose(file);
        Assert.That(Machine.Objects.KindOf(body.Address), Is.EqualTo(ObjectKind.File), "the reference keeps it");
        Driver.ObDereferenceObject(body);
        Assert.That(Machine.Objects.KindOf(body.Address), Is.Null);
    }

    [Test]
    public void Device_is_no_file_and_the_run_says_so()
    {
        Machine.Io.Names.AddDevice(@"\Device\Serial0", Machine.KernelData.SystemProcess);
        Assert.That(Open(@"\Device\Serial0", Read, out _), Is.EqualTo(NTSTATUS.STATUS_NOT_SUPPORTED));
        Assert.That(Machine.Remarks.Single(), Does.Contain(@"\Device\Serial0, which is a device"));
    }

    [Test]
    public void Open_with_the_pool_exhausted_makes_nothing()
    {
        BootWithEmptyPool(POOL_TYPE.NonPagedPool);
        Assert.That(Create(@"\??\C:\new.bin", Write, FILE_CREATE, out _), Is.EqualTo(DdiCatalogue.Find("ZwCreateFile")!.Failure.Status));
        Assert.That(Stored("new.bin"), Is.Null);
    }

    private StoredFile? Stored(string name)
    {
        Machine.Files.Find(@"\??\C:\" + name, null, out var directory, out var last);
        return directory.Child(last);
    }

    private NTSTATUS Open(string path, uint access, out ulong file, uint options = Synchronous, uint share = ShareAll, ulong root = 0) =>
        Driver.ZwOpenFile(out file, access, Attributes(path, root), Block, share, options);

    private NTSTATUS Create(string path, uint access, FILE_DISPOSITION disposition, out ulong file, uint options = Synchronous) =>
        Driver.ZwCreateFile(out file, access, Attributes(path, 0), Block, null, 0x80, ShareAll, disposition, options, default, 0);

    private string ReadText(ulong file, uint length, long? offset = null)
    {
        Assert.That(Driver.ZwReadFile(file, 0, default, default, Block, Buffer, length, offset, null), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        var bytes = new byte[Block.Information];
        Machine.Memory.CopyFrom(Buffer, bytes);
        return Encoding.ASCII.GetString(bytes);
    }

    private NTSTATUS WriteText(ulong file, string text, long? offset = null)
    {
        Machine.Memory.CopyTo(Buffer, Encoding.ASCII.GetBytes(text));
        return Driver.ZwWriteFile(file, 0, default, default, Block, Buffer, (uint)text.Length, offset, null);
    }

    private NTSTATUS Query(ulong file, FILE_INFORMATION_CLASS kind, uint length) => Driver.ZwQueryInformationFile(file, Block, Buffer, length, kind);

    private NTSTATUS Set(ulong file, FILE_INFORMATION_CLASS kind, uint length) => Driver.ZwSetInformationFile(file, Block, Buffer, length, kind);

    private NTSTATUS ListStatus(ulong directory, FILE_INFORMATION_CLASS kind, uint length, string? pattern, bool restarts = false) => Driver.ZwQueryDirectoryFile(
        directory, 0, default, default, Block, Buffer, length, kind, returnSingleEntry: false, pattern is null ? default : Driver.UnicodeLiteral(pattern), restarts);

    // Of FILE_NAMES_INFORMATION.
    private List<string> List(ulong directory, FILE_INFORMATION_CLASS kind, uint length, string? pattern, bool restarts = false)
    {
        Assert.That(ListStatus(directory, kind, length, pattern, restarts), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        var names = new List<string>();
        var at = 0;
        do
        {
            names.Add(Text(at + 0x0C, Buffer.Read<int>(at + 8)));
            at += Buffer.Read<int>(at);
        }
        while (Buffer.Read<int>(at) != 0);

        if (Block.Information > (ulong)(at + 0x0C) && names.Count > 0 && at > 0)
        {
            names.Add(Text(at + 0x0C, Buffer.Read<int>(at + 8)));
        }

        return names;
    }

    private string Text(int offset, int bytes)
    {
        var text = new byte[bytes];
        Machine.Memory.CopyFrom(Buffer.Address + (ulong)offset, text);
        return Encoding.Unicode.GetString(text);
    }

    private Pointer Attributes(string path, ulong root)
    {
        var attributes = Driver.Local(SizeOf.OBJECT_ATTRIBUTES);
        Driver.InitializeObjectAttributes(
            attributes, Driver.UnicodeLiteral(path), OBJ_ATTRIBUTE_FLAGS.OBJ_KERNEL_HANDLE | OBJ_ATTRIBUTE_FLAGS.OBJ_CASE_INSENSITIVE, root);
        return attributes;
    }
}
