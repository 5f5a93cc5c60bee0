using Verifier.Kernel;

namespace Verifier.Tests.Kernel.Io;

/// <summary>Device objects, names, links, stacks, references.</summary>
public sealed class DeviceTests : IoFixture
{
    private TestDriver _driver = null!;

    [SetUp]
    public void LoadDriver()
    {
        _driver = Load(new TestDriver());
        Machine.Caller = _driver.Image;
    }

    [Test]
    public void Extension_is_behind_the_object_and_zeroed()
    {
        var device = Create("\\Device\\Other", 24);
        Assert.That(device.DeviceExtension.Address, Is.EqualTo(device.Pointer.Address + 0x150));
        var bytes = new byte[24];
        device.DeviceExtension.CopyFrom(bytes);
        Assert.That(bytes, Is.All.Zero);
        Assert.That(device.Pointer.Read<ushort>(2), Is.EqualTo(0x150 + 24));
        Assert.That(device.Flags, Is.EqualTo(DEVICE_FLAGS.DO_DEVICE_INITIALIZING | DEVICE_FLAGS.DO_DEVICE_HAS_NAME));
        Assert.That(device.StackSize, Is.EqualTo(1));
        Assert.That(Create(null, 0).DeviceExtension.IsNull);
    }

    [Test]
    public void Name_that_exists_is_a_collision_and_creates_nothing()
    {
        var held = Held(_driver).Count();
        var status = _driver.IoCreateDevice(
            _driver.Object, 8, @"\DEVICE\test", FILE_DEVICE.FILE_DEVICE_UNKNOWN, 0, false, out var device);
        Assert.That(status, Is.EqualTo(NTSTATUS.STATUS_OBJECT_NAME_COLLISION));
        Assert.That(device.IsNull);
        Assert.That(Held(_driver).Count(), Is.EqualTo(held));
        Assert.That(_driver.IoCreateSymbolicLink(@"\??\Test", @"\Device\Test"), Is.EqualTo(NTSTATUS.STATUS_OBJECT_NAME_COLLISION));
    }

    [Test]
    public void Exhausted_pool_fails_the_creation()
    {
        while (!_driver.ExAllocatePoolWithTag(POOL_TYPE.NonPagedPool, 1 << 20, "Hog ").IsNull)
        {
        }

        var status = _driver.IoCreateDevice(
            _driver.Object, 1 << 20, (string?)null, FILE_DEVICE.FILE_DEVICE_UNKNOWN, 0, false, out _);
        Assert.That(status, Is.EqualTo(NTSTATUS.STATUS_INSUFFICIENT_RESOURCES));
    }

    [Test]
    [Raises(BugCheckCode.DRIVER_VERIFIER_IOMANAGER_VIOLATION, 0x240)]
    public void Deleting_twice_is_0x240()
    {
        var device = Create(null, 0);
        _driver.IoDeleteDevice(device);
        _driver.IoDeleteDevice(device);
        AssertViolation(0x240);
    }

    [Test]
    public void Deleted_while_open_goes_when_it_is_closed()
    {
        Machine.Caller = null;
        var file = Open();
        Machine.Caller = _driver.Image;
        _driver.IoDeleteDevice(_driver.Device);
        Assert.That(Machine.Io.Devices.Find(_driver.Device.Pointer), Is.Not.Null);
        Machine.Caller = null;
        Assert.That(Requests.Open(TestDriver.DeviceName, out _), Is.Null);
        Requests.Close(file);
        Assert.That(Machine.Io.Devices.Find(_driver.Device.Pointer), Is.Null);
    }

    [Test]
    [Raises(BugCheckCode.DRIVER_VERIFIER_IOMANAGER_VIOLATION, 0x202)]
    public void Attached_device_is_the_target_of_requests_and_stands_one_higher()
    {
        var upper = Create(null, 0);
        Assert.That(_driver.IoAttachDeviceToDeviceStack(upper, _driver.Device), Is.EqualTo(_driver.Device));
        Assert.That(upper.StackSize, Is.EqualTo(2));
        Assert.That(_driver.IoGetAttachedDeviceReference(_driver.Device), Is.EqualTo(upper));
        Assert.That(Held(_driver), Does.Contain(ResourceKind.Attachment).And.Contain(ResourceKind.Reference));
        _driver.IoDetachDevice(_driver.Device);
        Assert.That(Held(_driver), Does.Not.Contain(ResourceKind.Attachment));
        _driver.IoDetachDevice(_driver.Device);
        AssertViolation(0x202);
    }

    [Test]
    public void Attaching_to_a_device_that_goes_is_refused()
    {
        var (upper, lower) = (Create(null, 0), Create(null, 0));
        Machine.Io.Devices.TryReference(lower.Pointer);
        _driver.IoDeleteDevice(lower);
        Assert.That(_driver.IoAttachDeviceToDeviceStack(upper, lower).IsNull);
        Assert.That(
            _driver.IoAttachDeviceToDeviceStackSafe(upper, lower, _driver.Globals), Is.EqualTo(NTSTATUS.STATUS_NO_SUCH_DEVICE));
    }

    [Test]
    [Raises(BugCheckCode.DRIVER_VERIFIER_IOMANAGER_VIOLATION, 0x201)]
    public void Deleting_an_attached_device_is_0x201()
    {
        var upper = Create(null, 0);
        _driver.IoAttachDeviceToDeviceStack(upper, _driver.Device);
        _driver.IoDeleteDevice(upper);
        AssertViolation(0x201);
    }

    [Test]
    public void Device_object_pointer_opens_and_keeps_a_reference()
    {
        var status = _driver.IoGetDeviceObjectPointer(TestDriver.DeviceName, 0, out var file, out var device);
        Assert.That(status, Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        Assert.That(device, Is.EqualTo(_driver.Device));
        Assert.That(_driver.Device.ReferenceCount, Is.EqualTo(1));
        Assert.That(_driver.IoGetRelatedDeviceObject(file), Is.EqualTo(_driver.Device));
        Assert.That(Held(_driver), Does.Contain(ResourceKind.Reference));
        Assert.That(
            _driver.IoGetDeviceObjectPointer(@"\Device\Nothing", 0, out _, out _), Is.EqualTo(NTSTATUS.STATUS_OBJECT_NAME_NOT_FOUND));
    }

    [Test]
    public void Dereferenced_file_object_is_closed()
    {
        _driver.IoGetDeviceObjectPointer(TestDriver.DeviceName, 0, out var file, out _);
        _driver.ObDereferenceObject(file.Pointer);
        Assert.That(Held(_driver), Does.Not.Contain(ResourceKind.Reference));
        Machine.Caller = null;
        Requests.Close(Open());
        Assert.That(_driver.Device.ReferenceCount, Is.Zero);
        Assert.That(Machine.Io.Files.Find(file.Pointer), Is.Null);
    }

    [Test]
    public void Exclusive_device_opens_once()
    {
        var device = _driver.Device;
        device.Flags |= DEVICE_FLAGS.DO_EXCLUSIVE;
        Machine.Caller = null;
        var file = Open();
        Assert.That(Requests.Open(TestDriver.LinkName, out var status), Is.Null);
        Assert.That(status, Is.EqualTo(NTSTATUS.STATUS_ACCESS_DENIED));
        Requests.Close(file);
        Open();
    }

    [Test]
    public void Initializing_device_cannot_be_opened()
    {
        Create(@"\Device\New", 0);
        Machine.Caller = null;
        Assert.That(Requests.Open(@"\Device\New", out var status), Is.Null);
        Assert.That(status, Is.EqualTo(NTSTATUS.STATUS_NO_SUCH_DEVICE));
    }

    [Test]
    public void Device_queue_is_busy_after_the_first_entry_and_sorts_by_key()
    {
        var (queue, first, second, third) = (_driver.Globals, At(0x100), At(0x200), At(0x300));
        _driver.KeInitializeDeviceQueue(queue);
        _driver.KeRaiseIrql(KIRQL.DISPATCH_LEVEL, out var old);
        Assert.That(_driver.KeInsertDeviceQueue(queue, first), Is.False);
        Assert.That(_driver.KeInsertByKeyDeviceQueue(queue, second, 20), Is.True);
        Assert.That(_driver.KeInsertByKeyDeviceQueue(queue, third, 10), Is.True);
        Assert.That(_driver.KeRemoveByKeyDeviceQueue(queue, 15), Is.EqualTo(second));
        Assert.That(_driver.KeRemoveEntryDeviceQueue(queue, third), Is.True);
        Assert.That(_driver.KeRemoveEntryDeviceQueue(queue, third), Is.False);
        Assert.That(_driver.KeRemoveDeviceQueue(queue).IsNull);
        Assert.That(_driver.KeInsertDeviceQueue(queue, first), Is.False, "idle again");
        _driver.KeLowerIrql(old);
        AssertNoViolation();
    }

    private Pointer At(int offset) => _driver.Globals + offset;

    private DeviceObject Create(string? name, uint extension)
    {
        var status = _driver.IoCreateDevice(
            _driver.Object, extension, name, FILE_DEVICE.FILE_DEVICE_UNKNOWN, 0, false, out var device);
        Assert.That(status, Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        return device;
    }
}
