using Verifier.Kernel;

namespace Verifier.Tests.Kernel.Io;

/// <summary>WMILIB.SYS: requests of the system become calls of the driver's routines, and their answers WNODEs.</summary>
public sealed class WmiLibraryTests : PnpFixture
{
    private const uint Depth = 0x1122;

    private static readonly Guid s_block = new(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);

    private readonly List<string> _calls = [];
    private ulong _context;
    private SYSCTL_IRP_DISPOSITION _disposition;
    private PnpDevice _device = null!;

    [SetUp]
    public void Register_the_device()
    {
        _calls.Clear();
        _driver.OnWmi = Dispatch;
        _device = Start();
        Machine.Caller = _driver.Image;
        _driver.IoWMIRegistrationControl(_driver.Device, 1);
        Machine.Caller = null;
        _context = Context();
    }

    [Test]
    public void All_instances_of_a_block_come_as_records_of_offset_and_length()
    {
        var answer = Send(IRP_MN.IRP_MN_QUERY_ALL_DATA, s_block, 0x80);
        Assert.That((answer.Status, Word(answer, 0x34)), Is.EqualTo((NTSTATUS.STATUS_SUCCESS, 2u)));
        Assert.That((Word(answer, 0x3C), Word(answer, 0x40), Word(answer, 0x44), Word(answer, 0x48)), Is.EqualTo((0x50u, 4u, 0x58u, 4u)));
        Assert.That((Word(answer, 0x50), Word(answer, 0x58), answer.Output.Length), Is.EqualTo((Depth, Depth + 1, 0x5C)));
        Assert.That(_calls, Is.EqualTo(new[] { "query 0, 0, 2" }));
    }

    [Test]
    public void Buffer_that_is_too_small_is_a_success_that_tells_the_length()
    {
        var answer = Send(IRP_MN.IRP_MN_QUERY_ALL_DATA, s_block, 0x50);
        Assert.That((answer.Status, Word(answer, 0), Word(answer, 0x30)), Is.EqualTo((NTSTATUS.STATUS_SUCCESS, 0x38u, 0x5Cu)));
        Assert.That(Word(answer, 0x2C) & 0x20, Is.Not.Zero);
    }

    [Test]
    public void One_instance_is_queried_and_set()
    {
        var answer = Send(IRP_MN.IRP_MN_QUERY_SINGLE_INSTANCE, s_block, 0x80, Instance(1, 0x40, 0x40));
        Assert.That((Word(answer, 0x3C), Word(answer, 0x40)), Is.EqualTo((4u, Depth)));
        answer = Send(IRP_MN.IRP_MN_CHANGE_SINGLE_INSTANCE, s_block, 0x80, Instance(1, 0x40, 4));
        Assert.That(answer.Status, Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        Assert.That(_calls, Is.EqualTo(new[] { "query 0, 1, 1", "set 0, 1, 4 bytes" }));
    }

    [Test]
    public void Methods_items_and_controls_go_to_their_routines()
    {
        Send(IRP_MN.IRP_MN_EXECUTE_METHOD, s_block, 0x80, Item(0, 7, 0x48, 4));
        Send(IRP_MN.IRP_MN_CHANGE_SINGLE_ITEM, s_block, 0x80, Item(0, 3, 0x48, 4));
        Send(IRP_MN.IRP_MN_ENABLE_EVENTS, s_block, 0x80);
        Send(IRP_MN.IRP_MN_DISABLE_COLLECTION, s_block, 0x80);
        Assert.That(_calls, Is.EqualTo(new[] { "method 7, 4 of 56 bytes", "item 3, 4 bytes", "control 0 True", "control 1 False" }));
    }

    [Test]
    public void Block_instance_and_routine_that_are_not_there_are_statuses_for_the_driver_to_complete_with()
    {
        NTSTATUS[] said =
        [
            Send(IRP_MN.IRP_MN_QUERY_ALL_DATA, Guid.Empty, 0x80).Status,
            Send(IRP_MN.IRP_MN_QUERY_SINGLE_INSTANCE, s_block, 0x80, Instance(2, 0x40, 0)).Status,
            Send(IRP_MN.IRP_MN_QUERY_ALL_DATA, s_block, 0x40).Status,
        ];
        Assert.That(said, Is.EqualTo(new[]
        {
            NTSTATUS.STATUS_WMI_GUID_NOT_FOUND, NTSTATUS.STATUS_WMI_INSTANCE_NOT_FOUND, NTSTATUS.STATUS_BUFFER_TOO_SMALL,
        }));
        Machine.Memory.Write(_context + 0x20, 0UL);
        Machine.Memory.Write(_context + 0x30, 0UL);
        Assert.That(
            (Send(IRP_MN.IRP_MN_CHANGE_SINGLE_INSTANCE, s_block, 0x80, Instance(0, 0x40, 4)).Status, Send(IRP_MN.IRP_MN_EXECUTE_METHOD, s_block, 0x80, Item(0, 7, 0x48, 4)).Status),
            Is.EqualTo((NTSTATUS.STATUS_WMI_READ_ONLY, NTSTATUS.STATUS_INVALID_DEVICE_REQUEST)));
        Assert.That((_calls.Count, _disposition), Is.EqualTo((0, SYSCTL_IRP_DISPOSITION.IrpNotCompleted)));
    }

    [Test]
    public void Registration_tells_blocks_flags_and_names_and_frees_the_base_name()
    {
        var answer = Send(IRP_MN.IRP_MN_REGINFO, null, 0x100);
        Assert.That((answer.Status, Word(answer, 0x10)), Is.EqualTo((NTSTATUS.STATUS_SUCCESS, 1u)));
        Assert.That((new Guid(answer.Output.AsSpan(0x18, 16)), Word(answer, 0x28), Word(answer, 0x2C)), Is.EqualTo((s_block, 0x11u, 2u)));
        Assert.That((Text(answer, Word(answer, 0x30)), Text(answer, Word(answer, 0x0C))), Is.EqualTo(("Port", "MofResource")));
        Assert.That(Text(answer, Word(answer, 0x08)), Is.EqualTo(@"\Registry\Mine"));
        Assert.That(Machine.Pool.Census.LiveBlocks(_driver.Image), Is.Empty, "the base name is the library's");
        answer = Send(IRP_MN.IRP_MN_REGINFO, null, 0x30);
        Assert.That(answer.Status, Is.EqualTo(NTSTATUS.STATUS_BUFFER_TOO_SMALL));
    }

    [Test]
    public void Request_for_another_device_is_passed_on()
    {
        Machine.Caller = _driver.Image;
        _driver.IoWMIRegistrationControl(_driver.Device, 2);
        Machine.Caller = null;
        Assert.That(Send(IRP_MN.IRP_MN_QUERY_ALL_DATA, s_block, 0x80).Status, Is.EqualTo(NTSTATUS.STATUS_NOT_SUPPORTED));
        Assert.That((_calls.Count, _disposition), Is.EqualTo((0, SYSCTL_IRP_DISPOSITION.IrpForward)));
    }

    [Test]
    public void Data_of_an_event_are_freed_by_the_library()
    {
        Machine.Caller = _driver.Image;
        var data = _driver.ExAllocatePoolWithTag(POOL_TYPE.NonPagedPool, 8, "Data");
        Assert.That(_driver.WmiFireEvent(_driver.Device, s_block, 0, 8, data), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        Assert.That(_driver.WmiFireEvent(_driver.Device, s_block, 0, 0), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        Assert.That((Machine.Pool.Census.BlockAt(data), Machine.Outflow.Count), Is.EqualTo(((object?)null, 2)));
        Machine.Caller = null;
    }

    private static uint Word(IoRequest answer, int offset) => BitConverter.ToUInt32(answer.Output, offset);

    private static string Text(IoRequest answer, uint offset) => System.Text.Encoding.Unicode.GetString(
        answer.Output, (int)offset + 2, BitConverter.ToUInt16(answer.Output, (int)offset));

    // What follows the WNODE's header.
    private static byte[] Instance(uint index, uint offset, uint bytes) => [.. Words(0, index, offset, bytes)];

    private static byte[] Item(uint index, uint id, uint offset, uint bytes) => [.. Words(0, index, id, offset, bytes)];

    private static IEnumerable<byte> Words(params uint[] words) => words.SelectMany(BitConverter.GetBytes);

    private IoRequest Send(byte minor, Guid? block, uint bytes, byte[]? input = null) =>
        Machine.Io.Wmi.Send(_device.Pdo, minor, block, input ?? [], bytes);

    private NTSTATUS Dispatch(DeviceObject device, Irp irp)
    {
        var status = _driver.WmiSystemControl(_driver.At(_context), device, irp, out _disposition);
        switch (_disposition)
        {
            case SYSCTL_IRP_DISPOSITION.IrpForward or SYSCTL_IRP_DISPOSITION.IrpNotWmi:
                return _driver.Pass(irp);
            case SYSCTL_IRP_DISPOSITION.IrpNotCompleted:
                _driver.IoCompleteRequest(irp);
                return status;
            default:
                return status;
        }
    }

    private ulong Context()
    {
        var made = _driver.At(Machine.Pool.AllocateForKernel(POOL_TYPE.NonPagedPool, 0x80, "Test"));
        (made + 0x60).CopyTo(s_block.ToByteArray());
        made.Write(0, 1UL);
        made.WritePointer(0x08, made + 0x40);
        made.Write(0x10, _driver.AddressOf((WMI_QUERY_REGINFO_CALLBACK)Describe));
        made.Write(0x18, _driver.AddressOf((WMI_QUERY_DATABLOCK_CALLBACK)Query));
        made.Write(0x20, _driver.AddressOf((WMI_SET_DATABLOCK_CALLBACK)((d, irp, guid, index, bytes, _) => Note(d, irp, $"set {guid}, {index}, {bytes} bytes"))));
        made.Write(0x28, _driver.AddressOf((WMI_SET_DATAITEM_CALLBACK)((d, irp, _, _, id, bytes, _) => Note(d, irp, $"item {id}, {bytes} bytes"))));
        made.Write(0x30, _driver.AddressOf((WMI_EXECUTE_METHOD_CALLBACK)((d, irp, _, _, id, given, room, _) => Note(d, irp, $"method {id}, {given} of {room} bytes"))));
        made.Write(0x38, _driver.AddressOf((WMI_FUNCTION_CONTROL_CALLBACK)((d, irp, _, function, enable) => Note(d, irp, $"control {function} {enable}"))));
        made.WritePointer(0x40, made + 0x60);
        made.Write(0x48, 2u);
        made.Write(0x4C, 1u);
        return made;
    }

    private NTSTATUS Note(DeviceObject device, Irp irp, string call)
    {
        _calls.Add(call);
        return _driver.WmiCompleteRequest(device, irp, NTSTATUS.STATUS_SUCCESS, 0, 0);
    }

    private NTSTATUS Query(
        DeviceObject device, Irp irp, uint guidIndex, uint instanceIndex, uint instanceCount, Pointer lengths, uint available, Pointer buffer)
    {
        const uint stride = 8, last = 4;
        _calls.Add($"query {guidIndex}, {instanceIndex}, {instanceCount}");
        var needed = (stride * (instanceCount - 1)) + last;
        if (available < needed)
        {
            return _driver.WmiCompleteRequest(device, irp, NTSTATUS.STATUS_BUFFER_TOO_SMALL, needed, 0);
        }

        for (var i = 0u; i < instanceCount; i++)
        {
            lengths.Write(4 * i, last);
            buffer.Write(stride * i, Depth + i);
        }

        return _driver.WmiCompleteRequest(device, irp, NTSTATUS.STATUS_SUCCESS, needed, 0);
    }

    private NTSTATUS Describe(
        DeviceObject device, Pointer flags, UnicodeString baseName, Pointer registryPath, UnicodeString mof, Pointer pdo)
    {
        const string name = "Port";
        var buffer = _driver.ExAllocatePoolWithTag(POOL_TYPE.PagedPool, 2 * (ulong)name.Length, "Name");
        buffer.CopyTo(System.Text.Encoding.Unicode.GetBytes(name));
        baseName.Buffer = buffer;
        baseName.Length = baseName.MaximumLength = (ushort)(2 * name.Length);
        flags.Write(0, 0x10u);
        _driver.RtlInitUnicodeString(mof, "MofResource");
        registryPath.WritePointer(0, _driver.UnicodeLiteral(@"\Registry\Mine").Pointer);
        return NTSTATUS.STATUS_SUCCESS;
    }
}
