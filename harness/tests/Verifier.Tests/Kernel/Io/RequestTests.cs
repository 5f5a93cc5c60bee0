using System.Text;
using Verifier.Kernel;

namespace Verifier.Tests.Kernel.Io;

/// <summary>Requests of applications: buffers, open and close, pending, cancellation, waiting.</summary>
public sealed class RequestTests : IoFixture
{
    [Test]
    public void Buffered_control_request_brings_input_and_takes_output_back()
    {
        var seen = string.Empty;
        TestDriver driver = null!;
        driver = new TestDriver().On(IRP_MJ.IRP_MJ_DEVICE_CONTROL, (_, irp) =>
        {
            var location = driver.IoGetCurrentIrpStackLocation(irp);
            Assert.That(location.IoControlCode, Is.EqualTo(Buffered));
            var bytes = new byte[location.InputBufferLength];
            irp.SystemBuffer.CopyFrom(bytes);
            seen = Encoding.ASCII.GetString(bytes);
            irp.SystemBuffer.CopyTo("answer"u8);
            return driver.Complete(irp, NTSTATUS.STATUS_SUCCESS, 6);
        });
        Load(driver);
        var request = Requests.DeviceControl(Open(), Buffered, "question"u8, 32);
        Assert.That(seen, Is.EqualTo("question"));
        Assert.That(request.IsComplete);
        Assert.That(request.Status, Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        Assert.That(request.Information, Is.EqualTo(6));
        Assert.That(Encoding.ASCII.GetString(request.Output), Is.EqualTo("answer"));
        Assert.That(Machine.Io.Irps.LiveCount, Is.Zero);
        AssertNoViolation();
    }

    [Test]
    public void Request_without_a_routine_is_refused()
    {
        Load(new TestDriver());
        Assert.That(Requests.Read(Open(), 4).Status, Is.EqualTo(NTSTATUS.STATUS_INVALID_DEVICE_REQUEST));
        AssertNoViolation();
    }

    [Test]
    public void Read_and_write_of_a_buffered_device_use_the_system_buffer()
    {
        var stored = new byte[4];
        TestDriver driver = null!;
        driver = new TestDriver()
            .On(IRP_MJ.IRP_MJ_WRITE, (_, irp) =>
            {
                irp.SystemBuffer.CopyFrom(stored);
                return driver.Complete(irp, NTSTATUS.STATUS_SUCCESS, driver.IoGetCurrentIrpStackLocation(irp).WriteLength);
            })
            .On(IRP_MJ.IRP_MJ_READ, (_, irp) =>
            {
                irp.SystemBuffer.CopyTo(stored);
                return driver.Complete(irp, NTSTATUS.STATUS_SUCCESS, driver.IoGetCurrentIrpStackLocation(irp).ReadLength);
            });
        Load(driver);
        var file = Open();
        Requests.Write(file, "data"u8);
        Assert.That(Requests.Read(file, 4).Output, Is.EqualTo("data"u8.ToArray()));
        AssertNoViolation();
    }

    [TestCase(OutDirect)]
    [TestCase(InDirect)]
    public void Direct_control_request_comes_with_a_locked_mdl(uint code)
    {
        TestDriver driver = null!;
        driver = new TestDriver().On(IRP_MJ.IRP_MJ_DEVICE_CONTROL, (_, irp) =>
        {
            var buffer = driver.MmGetSystemAddressForMdlSafe(irp.MdlAddress, MM_PAGE_PRIORITY.NormalPagePriority);
            if (code == OutDirect)
            {
                buffer.CopyTo("direct"u8);
            }

            return driver.Complete(irp, NTSTATUS.STATUS_SUCCESS, 6);
        });
        Load(driver);
        var request = Requests.DeviceControl(Open(), code, "in"u8, 16);
        Assert.That(request.Status, Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        Assert.That(request.Output, Has.Length.EqualTo(6));
        Assert.That(Encoding.ASCII.GetString(request.Output), Is.EqualTo(code == OutDirect ? "direct" : "\0\0\0\0\0\0"));
        Assert.That(Held(driver), Is.EquivalentTo(new[] { ResourceKind.DeviceObject, ResourceKind.SymbolicLink }));
        Assert.That(Machine.User.LockedPages, Is.Zero);
        AssertNoViolation();
    }

    [Test]
    public void Neither_control_request_comes_with_the_applications_addresses()
    {
        TestDriver driver = null!;
        driver = new TestDriver().On(IRP_MJ.IRP_MJ_DEVICE_CONTROL, (_, irp) =>
        {
            var location = driver.IoGetCurrentIrpStackLocation(irp);
            irp.UserBuffer.Write(0, location.Type3InputBuffer.Read<uint>() + 1);
            return driver.Complete(irp, NTSTATUS.STATUS_SUCCESS, 4);
        });
        Load(driver);
        var request = Requests.DeviceControl(Open(), Neither, [1, 0, 0, 0], 4);
        Assert.That(request.Output, Is.EqualTo(new byte[] { 2, 0, 0, 0 }));
        AssertNoViolation();
    }

    [Test]
    public void Applications_buffer_is_there_until_the_dispatch_routine_has_returned()
    {
        TestDriver driver = null!;
        var buffer = Pointer.Null;
        driver = new TestDriver().On(IRP_MJ.IRP_MJ_DEVICE_CONTROL, (_, irp) =>
        {
            buffer = irp.UserBuffer;
            var status = driver.Complete(irp, NTSTATUS.STATUS_SUCCESS, 4);
            buffer.Write(0, 1);
            return status;
        });
        Load(driver);
        Requests.DeviceControl(Open(), Neither, [], 4);
        Assert.That(Machine.Pages.Kinds[Machine.Pages.PageOf(buffer)], Is.EqualTo(PageKind.NotPresent));
        AssertNoViolation();
    }

    [Test]
    public void Bad_address_of_a_direct_request_fails_it_before_the_driver_sees_it()
    {
        Load(new TestDriver());
        var request = Requests.DeviceControl(Open(), OutDirect, (0, 0), (0x1000, 64));
        Assert.That(request.Status, Is.EqualTo(NTSTATUS.STATUS_ACCESS_VIOLATION));
        Assert.That(request.ReachedDriver, Is.False);
        Assert.That(Machine.Io.Irps.LiveCount, Is.Zero);
    }

    [Test]
    public void Exhausted_pool_fails_the_request_before_the_driver_sees_it()
    {
        var calls = 0;
        TestDriver driver = null!;
        driver = new TestDriver().On(IRP_MJ.IRP_MJ_DEVICE_CONTROL, (_, irp) =>
        {
            calls++;
            return driver.Complete(irp, NTSTATUS.STATUS_SUCCESS);
        });
        Load(driver);
        var file = Open();
        Machine.Caller = driver.Image;
        while (!driver.ExAllocatePoolWithTag(POOL_TYPE.NonPagedPool, 1 << 20, "Hog ").IsNull)
        {
        }

        Machine.Caller = null;
        var request = Requests.DeviceControl(file, Buffered, "x"u8, 2 << 20);
        Assert.That(request.Status, Is.EqualTo(NTSTATUS.STATUS_INSUFFICIENT_RESOURCES));
        Assert.That(request.ReachedDriver, Is.False);
        Assert.That(calls, Is.Zero);
        Assert.That(Machine.Io.Irps.LiveCount, Is.Zero);
    }

    [Test]
    public void Close_sends_CLEANUP_at_once_and_CLOSE_after_the_last_request()
    {
        var order = new List<IRP_MJ>();
        var pending = default(Irp);
        TestDriver driver = null!;
        NTSTATUS Note(DeviceObject device, Irp irp)
        {
            order.Add(driver.IoGetCurrentIrpStackLocation(irp).MajorFunction);
            return driver.Complete(irp, NTSTATUS.STATUS_SUCCESS);
        }

        driver = new TestDriver()
            .On(IRP_MJ.IRP_MJ_CLEANUP, Note)
            .On(IRP_MJ.IRP_MJ_CLOSE, Note)
            .On(IRP_MJ.IRP_MJ_READ, (_, irp) =>
            {
                pending = irp;
                driver.IoMarkIrpPending(irp);
                return NTSTATUS.STATUS_PENDING;
            })
            .On(IRP_MJ.IRP_MJ_FLUSH_BUFFERS, (_, irp) =>
            {
                driver.Complete(pending, NTSTATUS.STATUS_CANCELLED);
                return driver.Complete(irp, NTSTATUS.STATUS_SUCCESS);
            });
        Load(driver);
        var (file, other) = (Open(), Open());
        var read = Requests.Read(file, 4);
        Requests.Close(file);
        Assert.That(order, Is.EqualTo(new[] { IRP_MJ.IRP_MJ_CLEANUP }));
        Assert.That(Held(driver), Does.Contain(ResourceKind.PendingIrp));
        Requests.Flush(other);
        Assert.That(read.Status, Is.EqualTo(NTSTATUS.STATUS_CANCELLED));
        Assert.That(order, Is.EqualTo(new[] { IRP_MJ.IRP_MJ_CLEANUP, IRP_MJ.IRP_MJ_CLOSE }));
        Assert.That(Held(driver), Does.Not.Contain(ResourceKind.PendingIrp));
        AssertNoViolation();
    }

    [Test]
    public void CREATE_that_the_driver_refuses_opens_nothing()
    {
        TestDriver driver = null!;
        driver = new TestDriver().On(IRP_MJ.IRP_MJ_CREATE, (_, irp) => driver.Complete(irp, NTSTATUS.STATUS_ACCESS_DENIED));
        Load(driver);
        Assert.That(Requests.Open(TestDriver.LinkName, out var status), Is.Null);
        Assert.That(status, Is.EqualTo(NTSTATUS.STATUS_ACCESS_DENIED));
        Assert.That(driver.Device.ReferenceCount, Is.Zero);
    }

    [Test]
    public void File_name_behind_the_device_reaches_CREATE()
    {
        var rest = string.Empty;
        TestDriver driver = null!;
        driver = new TestDriver().On(IRP_MJ.IRP_MJ_CREATE, (_, irp) =>
        {
            rest = KernelText.Read(Machine, driver.IoGetCurrentIrpStackLocation(irp).FileObject.FileName.Pointer);
            return driver.Complete(irp, NTSTATUS.STATUS_SUCCESS);
        });
        Load(driver);
        Open(@"\\.\Test\dir\file");
        Assert.That(rest, Is.EqualTo(@"\dir\file"));
    }

    [Test]
    public void Wait_for_a_request_that_nobody_completes_is_a_hang()
    {
        TestDriver driver = null!;
        driver = new TestDriver().On(IRP_MJ.IRP_MJ_READ, (_, irp) =>
        {
            driver.IoMarkIrpPending(irp);
            return NTSTATUS.STATUS_PENDING;
        });
        Load(driver);
        var request = Requests.Read(Open(), 1);
        Assert.That(request.Status, Is.EqualTo(NTSTATUS.STATUS_PENDING));
        Assert.That(() => Requests.WaitFor(request), Throws.InstanceOf<MachineStopped>());
        Assert.That(Machine.Stopped!.IsHang);
        Assert.That(Machine.Stopped.Detail, Does.Contain(@"IRP_MJ_READ on \DosDevices\Test"));
    }

    [Test]
    public void Cancel_calls_the_cancel_routine_and_the_request_ends_cancelled()
    {
        TestDriver driver = null!;
        void CancelRead(DeviceObject device, Irp irp)
        {
            driver.IoReleaseCancelSpinLock(irp.CancelIrql);
            driver.Complete(irp, NTSTATUS.STATUS_CANCELLED);
        }

        driver = new TestDriver().On(IRP_MJ.IRP_MJ_READ, (_, irp) =>
        {
            driver.IoMarkIrpPending(irp);
            driver.IoSetCancelRoutine(irp, CancelRead);
            return NTSTATUS.STATUS_PENDING;
        });
        Load(driver);
        var request = Requests.Read(Open(), 1);
        Assert.That(Requests.Cancel(request), Is.True);
        Assert.That(Requests.WaitFor(request), Is.EqualTo(NTSTATUS.STATUS_CANCELLED));
        Assert.That(Requests.Cancel(request), Is.False);
        Assert.That(Machine.Irql, Is.EqualTo(KIRQL.PASSIVE_LEVEL));
        AssertNoViolation();
    }

    [Test]
    public void StartIo_serialises_requests()
    {
        var started = new List<ulong>();
        TestDriver driver = null!;
        driver = new TestDriver { StartIo = (_, irp) => started.Add(irp.Pointer) }
            .On(IRP_MJ.IRP_MJ_READ, (device, irp) =>
            {
                driver.IoMarkIrpPending(irp);
                driver.IoStartPacket(device, irp, null, null);
                return NTSTATUS.STATUS_PENDING;
            })
            .On(IRP_MJ.IRP_MJ_FLUSH_BUFFERS, (device, irp) =>
            {
                driver.KeRaiseIrql(KIRQL.DISPATCH_LEVEL, out var old);
                var current = device.CurrentIrp;
                driver.IoStartNextPacket(device, false);
                driver.Complete(current, NTSTATUS.STATUS_SUCCESS, 0);
                driver.KeLowerIrql(old);
                return driver.Complete(irp, NTSTATUS.STATUS_SUCCESS);
            });
        Load(driver);
        var file = Open();
        var first = Requests.Read(file, 1);
        var second = Requests.Read(file, 1);
        Assert.That(started, Has.Count.EqualTo(1));
        Requests.Flush(file);
        Assert.That(started, Has.Count.EqualTo(2));
        Assert.That((first.IsComplete, second.IsComplete), Is.EqualTo((true, false)));
        Requests.Flush(file);
        Assert.That(second.IsComplete);
        Assert.That(driver.Device.CurrentIrp.IsNull);
        AssertNoViolation();
    }
}
