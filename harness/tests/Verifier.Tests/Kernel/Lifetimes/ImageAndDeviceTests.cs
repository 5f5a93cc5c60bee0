using Verifier.Kernel;
using Verifier.Tests.Kernel.Io;

namespace Verifier.Tests.Kernel.Lifetimes;

/// <summary>Device extensions at IoDeleteDevice and images at unload: what the kernel still knows of them is noted without Driver Verifier.</summary>
public sealed class ImageAndDeviceTests : IoFixture
{
    private const int ExtensionBytes = 0x400;

    [TestCase(true)]
    [TestCase(false)]
    public void Resource_in_image_data(bool isDeleted)
    {
        var driver = new TestDriver();
        driver.OnUnload = _ =>
        {
            driver.IoDeleteSymbolicLink(TestDriver.LinkName);
            driver.IoDeleteDevice(driver.Device);
            if (isDeleted)
            {
                driver.ExDeleteResourceLite(driver.Globals);
            }
        };
        Load(driver);
        AsDriver(driver, () => driver.ExInitializeResourceLite(driver.Globals));
        Assert.That(Machine.Drivers.Unload(driver.Name), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        Assert.That(Machine.Breaches.Select(b => b.Rule), Is.EqualTo(isDeleted ? [] : new[] { "resource in an unloaded image" }));
        Assert.That(Machine.Violations, Is.Empty);
    }

    [Test]
    public void Image_of_a_driver_that_refused_to_load()
    {
        var driver = new TestDriver();
        driver.Entry = _ =>
        {
            driver.ExInitializeResourceLite(driver.Globals);
            return NTSTATUS.STATUS_UNSUCCESSFUL;
        };
        Machine.Drivers.Load(driver);
        Assert.That(Machine.Breaches.Select(b => b.Rule), Is.EqualTo(new[] { "resource in an unloaded image" }));
    }

    [Test]
    public void Timer_in_a_device_extension() => AssertDevice(
        (driver, extension) =>
        {
            driver.KeInitializeTimer(extension);
            driver.KeSetTimer(extension, -10_000_000, default);
        },
        (driver, extension) => driver.KeCancelTimer(extension),
        0x15);

    [Test]
    public void Lookaside_list_in_a_device_extension() => AssertDevice(
        (driver, extension) => driver.ExInitializeNPagedLookasideList(extension, null, null, 0, 64, "Test"),
        (driver, extension) => driver.ExDeleteNPagedLookasideList(extension),
        0xCC);

    [Test]
    public void Resource_in_a_device_extension() => AssertDevice(
        (driver, extension) => driver.ExInitializeResourceLite(extension),
        (driver, extension) => driver.ExDeleteResourceLite(extension),
        0xD2);

    [Test]
    public void Device_that_is_open_keeps_its_extension_until_it_is_closed()
    {
        var driver = new TestDriver();
        Load(driver);
        var file = Open();
        AsDriver(driver, () =>
        {
            driver.KeInitializeTimer(driver.Device.DeviceExtension);
            driver.KeSetTimer(driver.Device.DeviceExtension, -10_000_000, default);
            driver.IoDeleteDevice(driver.Device);
        });
        Assert.That(Machine.Violations, Is.Empty);
        Requests.Close(file);
        AssertViolation(0x15, BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION);
        Assert.That(Machine.Violations[0].About.Select(o => o.Ddi), Is.EqualTo(new[] { "KeSetTimer", "IoDeleteDevice" }));
    }

    [TestCase(true)]
    [TestCase(false)]
    public void Cancel_safe_queue_with_a_request_in_it(bool isContextFreed)
    {
        var driver = new TestDriver();
        var (csq, context) = (default(Pointer), default(Pointer));
        driver.On(IRP_MJ.IRP_MJ_READ, (_, irp) => driver.IoCsqInsertIrpEx(csq, irp, context, default));
        Load(driver);
        AsDriver(driver, () =>
        {
            csq = driver.ExAllocatePoolWithTag(POOL_TYPE.NonPagedPool, 0x100, "Test");
            context = driver.ExAllocatePoolWithTag(POOL_TYPE.NonPagedPool, 0x100, "Test");
            driver.IoCsqInitializeEx(csq, (_, _, _) => NTSTATUS.STATUS_SUCCESS, (_, _) => { }, (_, _, _) => default, (_, out irql) => irql = 0, (_, _) => { }, (_, _) => { });
        });
        Requests.Read(Open(), 1);
        AsDriver(driver, () => driver.ExFreePool(isContextFreed ? context : csq));
        var rule = isContextFreed ? "cancel-safe queue context in freed memory" : "cancel-safe queue in freed memory";
        Assert.That(Machine.Breaches.Select(b => b.Rule), Is.EqualTo(new[] { rule }));
    }

    [Test]
    public void Spin_lock_of_a_connected_interrupt()
    {
        var driver = new TestDriver();
        Load(driver);
        AsDriver(driver, () =>
        {
            var spinLock = driver.ExAllocatePoolWithTag(POOL_TYPE.NonPagedPool, 0x40, "Test");
            driver.IoConnectInterrupt(
                out var interrupt, (_, _) => true, default, spinLock, 5, (KIRQL)5, (KIRQL)5, KINTERRUPT_MODE.LevelSensitive, true, 1, false);
            driver.ExFreePool(spinLock);
            Assert.That(Machine.Breaches.Select(b => b.Rule), Is.EqualTo(new[] { "spin lock in freed memory" }));
            driver.IoDisconnectInterrupt(interrupt);
        });
    }

    [Test]
    public void Status_block_and_event_of_a_request_under_way()
    {
        var driver = new TestDriver();
        driver.On(IRP_MJ.IRP_MJ_DEVICE_CONTROL, (_, irp) =>
        {
            driver.IoMarkIrpPending(irp);
            return NTSTATUS.STATUS_PENDING;
        });
        Load(driver);
        AsDriver(driver, () =>
        {
            var block = driver.ExAllocatePoolWithTag(POOL_TYPE.NonPagedPool, 0x100, "Test");
            driver.KeInitializeEvent(block + 0x40, EVENT_TYPE.NotificationEvent, false);
            var irp = driver.IoBuildDeviceIoControlRequest(Buffered, driver.Device, default, 0, default, 0, false, block + 0x40, new IoStatusBlock(block));
            driver.IoCallDriver(driver.Device, irp);
            driver.ExFreePool(block);
        });
        Assert.That(Machine.Breaches.Select(b => b.Rule), Is.EqualTo(new[] { "status block in freed memory" }));
    }

    [Test]
    public void Routine_of_an_unloaded_image_that_a_request_leads_to()
    {
        var driver = new TestDriver();
        driver.OnUnload = _ =>
        {
            driver.IoDeleteSymbolicLink(TestDriver.LinkName);
            driver.IoDeleteDevice(driver.Device);
        };
        Load(driver);
        AsDriver(driver, () =>
        {
            var irp = driver.IoAllocateIrp(1, false);
            driver.IoSetCancelRoutine(irp, (_, _) => { });
        });
        Machine.Drivers.Unload(driver.Name);
        Assert.That(Machine.Breaches.Select(b => b.Rule), Is.EqualTo(new[] { "routine of an unloaded image" }));
    }

    private void AssertDevice(Action<TestDriver, Pointer> plant, Action<TestDriver, Pointer> end, ulong code)
    {
        foreach (var isEnded in new[] { true, false })
        {
            Boot();
            var driver = new TestDriver();
            Load(driver);
            AsDriver(driver, () =>
            {
                driver.IoCreateDevice(driver.Object, ExtensionBytes, default(UnicodeString), FILE_DEVICE.FILE_DEVICE_UNKNOWN, 0, false, out var device);
                plant(driver, device.DeviceExtension + 0x80);
                if (isEnded)
                {
                    end(driver, device.DeviceExtension + 0x80);
                }

                driver.IoDeleteDevice(device);
            });
            Assert.That(Machine.Violations.Select(v => v.P1), Is.EqualTo(isEnded ? [] : new[] { code }));
            Assert.That(Machine.Breaches, Is.Empty);
        }
    }

    private void AsDriver(TestDriver driver, Action code)
    {
        Machine.Caller = driver.Image;
        code();
        Machine.Caller = null;
    }
}
