using System.Text;
using Verifier.Kernel;

namespace Verifier.Tests.Kernel.Io;

/// <summary>Registry keys of devices and interfaces, lists of interfaces, custom events, WMI.</summary>
public sealed class DeviceKeyTests : PnpFixture
{
    private const uint Device = 1, Driver = 2, Profile = 4;

    private static readonly Guid s_class = new(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);

    [SetUp]
    public void Start_the_device()
    {
        Start();
        Machine.Caller = _driver.Image;
    }

    [TearDown]
    public void Leave_the_driver() => Machine.Caller = null;

    [TestCase(Device, @"\Registry\Machine\System\CurrentControlSet\Enum\ROOT\pnp-driver\0000\Device Parameters")]
    [TestCase(Driver, @"\Registry\Machine\System\CurrentControlSet\Control\Class\{4d36e97d-e325-11ce-bfc1-08002be10318}\0000")]
    public void Every_device_has_a_hardware_key_and_a_software_key(uint type, string path)
    {
        Machine.Registry.Set(path, "Depth", 7u);
        Assert.That(_driver.IoOpenDeviceRegistryKey(_driver.Pdo, type, 0x20019, out var key), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        Machine.Keys.Find(key, out var found);
        Assert.That((found.Path, found.Value("Depth")!.Data[0]), Is.EqualTo((path, (byte)7)));
        Assert.That(Held().Single(), Is.EqualTo(ResourceKind.Handle));
        _driver.ZwClose(key);
        Assert.That(_driver.IoOpenDeviceRegistryKey(_driver.Pdo, type | Profile, 0x20019, out key), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        Machine.Keys.Find(key, out found);
        Assert.That(found.Path, Does.Contain("Hardware Profiles"));
    }

    [TestCase(0u)]
    [TestCase(Device | Driver)]
    [TestCase(8u)]
    public void Flags_that_do_not_go_together_are_an_invalid_parameter(uint type) => Assert.That(
        _driver.IoOpenDeviceRegistryKey(_driver.Pdo, type, 0, out _), Is.EqualTo(NTSTATUS.STATUS_INVALID_PARAMETER));

    [Test]
    public void Device_that_no_bus_reported_has_no_key() => Assert.That(
        _driver.IoOpenDeviceRegistryKey(_driver.Device, Device, 0, out _), Is.EqualTo(NTSTATUS.STATUS_INVALID_DEVICE_REQUEST));

    [Test]
    public void Interface_has_a_key_of_its_own_and_is_listed_while_it_is_enabled()
    {
        var name = new UnicodeString(_driver.Local(16));
        _driver.IoRegisterDeviceInterface(_driver.Pdo, s_class, "one", name);
        Assert.That(_driver.IoOpenDeviceInterfaceRegistryKey(name, 0x20019, out var key), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        Machine.Keys.Find(key, out var found);
        Assert.That(found.Path, Does.Contain(@"\DeviceClasses\{00000001-").And.Contain(@"\#one\Device Parameters"));
        Assert.That((List(0), List(1)), Is.EqualTo((string.Empty, name.ToString())));
        _driver.IoSetDeviceInterfaceState(name, true);
        Assert.That(List(0), Is.EqualTo(name.ToString()));
        Assert.That(_driver.IoGetDeviceInterfaces(s_class, _driver.Device, 0, out _), Is.EqualTo(NTSTATUS.STATUS_INVALID_DEVICE_REQUEST));
        _driver.RtlInitUnicodeString(name, @"\??\Other");
        Assert.That(_driver.IoOpenDeviceInterfaceRegistryKey(name, 0, out _), Is.EqualTo(NTSTATUS.STATUS_OBJECT_NAME_NOT_FOUND));
    }

    [Test]
    public void Custom_event_is_reported_and_the_callback_runs_later()
    {
        var context = 0UL;
        var notification = Notification(new Guid("11111111-2222-3333-4444-555555555555"));
        Assert.That(
            _driver.IoReportTargetDeviceChangeAsynchronous(_driver.Pdo, notification, given => context = given, _driver.At(9)),
            Is.EqualTo(NTSTATUS.STATUS_PENDING));
        Assert.That(context, Is.Zero);
        Machine.Scheduler.Yield();
        Assert.That(context, Is.EqualTo(9UL));
        Assert.That(_driver.IoReportTargetDeviceChange(_driver.Pdo, notification), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        notification.Write(0x18, 1UL);
        _driver.IoReportTargetDeviceChange(_driver.Pdo, notification);
        Assert.That(Machine.Breaches.Single().Rule, Is.EqualTo("file object of a custom notification"));
    }

    [Test]
    public void Event_of_the_system_and_a_device_that_no_bus_reported_are_refused()
    {
        var removal = Notification(new Guid("cb3a4006-46f0-11d0-b08f-00609713053f"));
        Assert.That(_driver.IoReportTargetDeviceChange(_driver.Pdo, removal), Is.EqualTo(NTSTATUS.STATUS_INVALID_DEVICE_REQUEST));
        var own = Notification(s_class);
        Assert.That(
            _driver.IoReportTargetDeviceChangeAsynchronous(_driver.Device, own, null), Is.EqualTo(NTSTATUS.STATUS_INVALID_DEVICE_REQUEST));
    }

    [Test]
    public void Event_that_WMI_takes_is_freed_and_a_traced_one_is_not()
    {
        var item = Event(0x40, 0);
        Assert.That(_driver.IoWMIWriteEvent(item), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        Assert.That(Machine.Pool.Census.BlockAt(item), Is.Null);
        Assert.That(Machine.Outflow.Single().Data, Has.Length.EqualTo(0x40));
        var traced = Event(0x40, 0x20000);
        _driver.KeRaiseIrqlToDpcLevel();
        Assert.That(_driver.IoWMIWriteEvent(traced), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        Assert.That(Machine.Violations, Is.Empty);
        _driver.ExFreePool(traced);
        var large = Event(0x10001, 0);
        Assert.That(_driver.IoWMIWriteEvent(large), Is.EqualTo(NTSTATUS.STATUS_BUFFER_OVERFLOW));
        Assert.That(Machine.Violations.Select(v => v.P1), Is.EqualTo(new[] { 0xE5UL }), "one that is not traced has to be written below DISPATCH_LEVEL");
        _driver.ExFreePool(large);
        _driver.KeLowerIrql(KIRQL.PASSIVE_LEVEL);
    }

    [Test]
    public void Blocks_of_other_drivers_are_opened_and_have_no_data()
    {
        Assert.That(_driver.IoWMIOpenBlock(s_class, 1, out var block), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        var size = 64u;
        Assert.That(_driver.IoWMIQueryAllData(block, ref size, _driver.Local(64)), Is.EqualTo(NTSTATUS.STATUS_WMI_GUID_NOT_FOUND));
        Assert.That(Held().Single(), Is.EqualTo(ResourceKind.Reference));
        _driver.ObDereferenceObject(block);
        Assert.That(Held(), Is.Empty);
        Assert.That(_driver.IoWMIDeviceObjectToProviderId(_driver.Device), Is.EqualTo((uint)_driver.Device.Pointer.Address));
    }

    [Test]
    public void Device_that_the_driver_found_itself_gets_a_physical_device_object()
    {
        var made = default(DeviceObject);
        Assert.That(Report(ref made), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        var first = made;
        Assert.That(Machine.Io.Devices.Find(made.Pointer)!.IsPdo);
        Assert.That(Report(ref made), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        Assert.That((made, Held().Count()), Is.EqualTo((first, 0)), "one that is given is kept, and it is not the driver's");
    }

    [Test]
    public void Device_that_a_later_load_of_the_driver_finds_is_the_one_that_is_there()
    {
        var (first, second) = (default(DeviceObject), default(DeviceObject));
        Report(ref first);
        Report(ref second);
        Assert.That(second, Is.Not.EqualTo(first), "one load may find two devices that it cannot tell apart");
        Machine.Caller = null;
        Machine.Io.Pnp.Remove(Machine.Io.Pnp.Devices[0]);
        Machine.Drivers.Unload(Machine.Io.Drivers.Find("pnp-driver")!);
        NewDriver();
        Machine.Drivers.Load(_driver);
        Machine.Caller = _driver.Image;
        var (again, next, third, elsewhere) = (default(DeviceObject), default(DeviceObject), default(DeviceObject), default(DeviceObject));
        Report(ref elsewhere, slot: 1);
        Report(ref again);
        Report(ref next);
        Report(ref third);
        Assert.That((again.Pointer.Address, next.Pointer.Address), Is.EqualTo((first.Pointer.Address, second.Pointer.Address)));
        Assert.That(new[] { first, second, third, elsewhere }.Select(d => d.Pointer.Address), Is.Unique);
    }

    private NTSTATUS Report(ref DeviceObject device, uint slot = 0)
    {
        var driver = new DriverObject(Machine, _driver.Image.DriverObject);
        return _driver.IoReportDetectedDevice(driver, 0, 0, slot, Pointer.Null, Pointer.Null, false, ref device);
    }

    private IEnumerable<ResourceKind> Held() =>
        Machine.Resources.HeldBy(_driver.Image).Select(r => r.Kind).Where(k => k is not (ResourceKind.DeviceObject or ResourceKind.Attachment));

    private string List(uint flags)
    {
        Assert.That(_driver.IoGetDeviceInterfaces(s_class, default, flags, out var list), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        var text = new StringBuilder();
        for (var at = 0; list.Read<char>(at) != '\0'; at += 2)
        {
            text.Append(list.Read<char>(at));
        }

        _driver.ExFreePool(list);
        return text.ToString();
    }

    private Pointer Notification(Guid name)
    {
        var made = _driver.At(Machine.Pool.AllocateForKernel(POOL_TYPE.NonPagedPool, 0x30, "Test"));
        made.Write(0, 0x0030_0001u);
        (made + 4).CopyTo(name.ToByteArray());
        made.Write(0x18, 0UL);
        return made;
    }

    private Pointer Event(uint bytes, uint flags)
    {
        var made = _driver.ExAllocatePoolWithTag(POOL_TYPE.NonPagedPool, Math.Max(bytes, 0x40), "Wmie");
        Machine.Memory.Fill(made, Math.Max(bytes, 0x40), 0);
        made.Write(0, bytes);
        made.Write(0x2C, flags);
        return made;
    }
}
