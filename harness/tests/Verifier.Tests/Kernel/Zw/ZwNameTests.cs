using Verifier.Kernel;
using Verifier.Tests.Kernel.Ke;

namespace Verifier.Tests.Kernel.Zw;

/// <summary>Events, directories, links and keys by their names, names of objects, and handles of objects.</summary>
public sealed class ZwNameTests : KeFixture
{
    [Test]
    public void Event_is_opened_by_its_name_and_cleared()
    {
        Driver.ZwCreateEvent(out _, 0, Attributes(@"\BaseNamedObjects\Ready"), EVENT_TYPE.NotificationEvent, true);
        Assert.That(Driver.ZwOpenEvent(out var opened, 0, Attributes(@"\BaseNamedObjects\ready")), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        Assert.That(Driver.ZwClearEvent(opened), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        Assert.That(Driver.ZwWaitForSingleObject(opened, false, 0), Is.EqualTo(NTSTATUS.STATUS_TIMEOUT));
        Assert.That(Driver.ZwOpenEvent(out _, 0, Attributes(@"\BaseNamedObjects\Other")), Is.EqualTo(NTSTATUS.STATUS_OBJECT_NAME_NOT_FOUND));
        Assert.That(Driver.ZwClearEvent(0x44), Is.EqualTo(NTSTATUS.STATUS_INVALID_HANDLE));
    }

    [Test]
    public void Another_object_of_the_name_is_a_mismatch()
    {
        Driver.ZwCreateDirectoryObject(out var directory, 0, Attributes(@"\Mine"));
        Assert.That(Driver.ZwOpenEvent(out _, 0, Attributes(@"\Mine")), Is.EqualTo(NTSTATUS.STATUS_OBJECT_TYPE_MISMATCH));
        Assert.That(Driver.ZwClearEvent(directory), Is.EqualTo(NTSTATUS.STATUS_OBJECT_TYPE_MISMATCH));
    }

    [Test]
    public void Directory_takes_names_for_as_long_as_it_is_open()
    {
        Assert.That(CreateEvent(@"\Mine\Ready"), Is.EqualTo(NTSTATUS.STATUS_OBJECT_PATH_NOT_FOUND));
        Assert.That(Driver.ZwCreateDirectoryObject(out var directory, 0, Attributes(@"\Mine")), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        Assert.That(CreateEvent(@"\Mine\Ready"), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        Assert.That(Driver.ZwCreateDirectoryObject(out _, 0, Attributes(@"\mine")), Is.EqualTo(NTSTATUS.STATUS_OBJECT_NAME_COLLISION));
        Assert.That(
            Driver.ZwCreateDirectoryObject(out var second, 0, Attributes(@"\mine", OBJ_ATTRIBUTE_FLAGS.OBJ_OPENIF)),
            Is.EqualTo(NTSTATUS.STATUS_OBJECT_NAME_EXISTS));
        Driver.ZwClose(directory);
        Driver.ZwClose(second);
        Assert.That(CreateEvent(@"\Mine\Second"), Is.EqualTo(NTSTATUS.STATUS_OBJECT_PATH_NOT_FOUND));
    }

    [TestCase(@"\Device", 0xC0000035u)]
    [TestCase(@"\Missing\Mine", 0xC000003Au)]
    public void Directory_that_cannot_be_made_is_a_status(string name, uint status) =>
        Assert.That(Driver.ZwCreateDirectoryObject(out _, 0, Attributes(name)).Value, Is.EqualTo(status));

    [Test]
    public void Link_is_opened_and_says_what_it_stands_for()
    {
        Driver.IoCreateUnprotectedSymbolicLink(@"\DosDevices\Mine", @"\Device\Mine");
        Assert.That(Driver.ZwOpenSymbolicLinkObject(out var link, 0, Attributes(@"\??\mine")), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        var target = new UnicodeString(NonPaged(0x200)) { MaximumLength = 0x40, Buffer = NonPaged(0x240) };
        Assert.That(Driver.ZwQuerySymbolicLinkObject(link, target, out var length), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        Assert.That((target.ToString(), length), Is.EqualTo((@"\Device\Mine", 24u)));
        target.MaximumLength = 22;
        Assert.That(Driver.ZwQuerySymbolicLinkObject(link, target, out length), Is.EqualTo(NTSTATUS.STATUS_BUFFER_TOO_SMALL));
        Assert.That(Driver.ZwQuerySymbolicLinkObject(0x44, target, out _), Is.EqualTo(NTSTATUS.STATUS_INVALID_HANDLE));
        Assert.That(Driver.ZwOpenSymbolicLinkObject(out _, 0, Attributes(@"\??\Other")), Is.EqualTo(NTSTATUS.STATUS_OBJECT_NAME_NOT_FOUND));
        Driver.ZwClose(link);
        Driver.IoDeleteSymbolicLink(@"\DosDevices\Mine");
        Assert.That(Machine.Resources.HeldBy(Driver.Image), Is.Empty);
    }

    [Test]
    public void Key_says_its_path()
    {
        Driver.ZwOpenKey(out var key, 0, Attributes(@"\Registry\Machine\System\CurrentControlSet\Services"));
        var buffer = NonPaged(0x200);
        Assert.That(
            Driver.ZwQueryKey(key, KEY_INFORMATION_CLASS.KeyNameInformation, buffer, 0x200, out var length), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        Assert.That(length, Is.EqualTo(4 + buffer.Read<uint>()));
        Assert.That(TextAt(buffer + 4, buffer.Read<uint>()), Is.EqualTo(@"\Registry\Machine\System\CurrentControlSet\Services"));
        Assert.That(
            Driver.ZwQueryKey(key, KEY_INFORMATION_CLASS.KeyBasicInformation, buffer, 0x200, out _), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        Assert.That(
            Driver.ZwQueryKey(key, KEY_INFORMATION_CLASS.KeyNameInformation, buffer, 3, out _), Is.EqualTo(NTSTATUS.STATUS_BUFFER_TOO_SMALL));
    }

    [TestCase(@"\BaseNamedObjects\Ready")]
    [TestCase(null)]
    public void Object_says_its_name_or_that_it_has_none(string? name)
    {
        Driver.ZwCreateEvent(out var handle, 0, Attributes(name), EVENT_TYPE.NotificationEvent, false);
        Driver.ObReferenceObjectByHandle(handle, 0, Pointer.Null, KPROCESSOR_MODE.KernelMode, out var made);
        var buffer = NonPaged(0x200);
        Assert.That(Driver.ObQueryNameString(made, Pointer.Null, 0, out var needed), Is.EqualTo(NTSTATUS.STATUS_INFO_LENGTH_MISMATCH));
        Assert.That(Driver.ObQueryNameString(made, buffer, needed, out _), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        var said = new UnicodeString(buffer);
        Assert.That(said.ToString(), Is.EqualTo(name ?? string.Empty));
        Assert.That((said.Buffer.IsNull, needed), Is.EqualTo((name is null, name is null ? 16u : 16u + 48u)));
        Driver.ObDereferenceObject(made);
    }

    [Test]
    public void Object_is_opened_by_its_pointer_and_the_handle_is_the_drivers_to_close()
    {
        var thread = Driver.PsGetCurrentThread();
        Assert.That(Open(thread, Driver.PsThreadType, KPROCESSOR_MODE.UserMode, out var handle), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        Assert.That(
            Driver.ObReferenceObjectByHandle(handle, 0, Driver.PsThreadType, KPROCESSOR_MODE.KernelMode, out var found), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        Assert.That(found, Is.EqualTo(thread));
        Driver.ObDereferenceObject(found);
        Assert.That(Machine.Resources.HeldBy(Driver.Image).Single().Kind, Is.EqualTo(ResourceKind.Handle));
        Driver.ZwClose(handle);
        Assert.That(Open(thread, Driver.ExEventObjectType, KPROCESSOR_MODE.KernelMode, out _), Is.EqualTo(NTSTATUS.STATUS_OBJECT_TYPE_MISMATCH));
        Assert.That(Open(thread, Pointer.Null, KPROCESSOR_MODE.UserMode, out _), Is.EqualTo(NTSTATUS.STATUS_OBJECT_TYPE_MISMATCH));
    }

    [Test]
    [Raises(BugCheckCode.REFERENCE_BY_POINTER)]
    public void Name_and_handle_of_what_is_no_object_stop_the_machine() =>
        AssertBugCheck(BugCheckCode.REFERENCE_BY_POINTER, () => Driver.ObQueryNameString(NonPaged(0x80), NonPaged(0), 16, out _));

    private NTSTATUS Open(Pointer made, Pointer type, KPROCESSOR_MODE mode, out ulong handle) =>
        Driver.ObOpenObjectByPointer(made, OBJ_ATTRIBUTE_FLAGS.OBJ_KERNEL_HANDLE, Pointer.Null, 0, type, mode, out handle);

    private NTSTATUS CreateEvent(string name) => Driver.ZwCreateEvent(out _, 0, Attributes(name), EVENT_TYPE.NotificationEvent, false);

    private Pointer Attributes(string? name, OBJ_ATTRIBUTE_FLAGS flags = 0)
    {
        var attributes = NonPaged(0x400);
        Driver.InitializeObjectAttributes(
            attributes, name is null ? default : Driver.UnicodeLiteral(name), flags | OBJ_ATTRIBUTE_FLAGS.OBJ_KERNEL_HANDLE);
        return attributes;
    }

    private static string TextAt(Pointer at, uint bytes)
    {
        var text = new byte[bytes];
        at.CopyFrom(text);
        return System.Text.Encoding.Unicode.GetString(text);
    }
}
