using Verifier.Kernel;

namespace Verifier.Tests.Kernel.Io;

/// <summary>IoAttachDevice: opens, stores the device below, attaches, closes ("IoAttachDevice function (wdm.h)").</summary>
public sealed class IoAttachDeviceTests : IoFixture
{
    private readonly List<string> _seen = [];
    private TestDriver _target = null!;
    private DeviceObject _lower;

    [SetUp]
    public void LoadTarget()
    {
        _seen.Clear();
        _lower = default;
        _target = Load(Noting(new TestDriver(), "target", (driver, _, irp) => driver.Complete(irp, NTSTATUS.STATUS_SUCCESS)));
    }

    [Test]
    public void Target_receives_CLEANUP_and_CLOSE_through_the_source_before_it_returns()
    {
        var status = Attach(Forward, (driver, device) => driver.IoAttachDevice(device, TestDriver.DeviceName, out _lower));
        Assert.That(status, Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        Assert.That(_seen, Is.EqualTo(new[]
        {
            "target CREATE", "source CLEANUP", "target CLEANUP", "source CLOSE", "target CLOSE", "returned",
        }));
        Assert.That(_lower, Is.EqualTo(_target.Device));
        Assert.That(_target.Device.ReferenceCount, Is.Zero, "nothing is left open");
        AssertNoViolation();
    }

    [Test]
    public void Device_below_is_in_the_extension_when_the_first_request_comes()
    {
        NTSTATUS FromExtension(TestDriver driver, DeviceObject device, Irp irp)
        {
            driver.IoSkipCurrentIrpStackLocation(irp);
            return driver.IoCallDriver(new DeviceObject(device.DeviceExtension.ReadPointer(0)), irp);
        }

        var status = Attach(FromExtension, (driver, device) =>
            driver.IoAttachDevice(device, driver.UnicodeLiteral(TestDriver.DeviceName), device.DeviceExtension));
        Assert.That((status, _seen.Count(s => s.StartsWith("target", StringComparison.Ordinal))), Is.EqualTo((NTSTATUS.STATUS_SUCCESS, 3)));
    }

    [Test]
    [Raises(BugCheckCode.DRIVER_VERIFIER_IOMANAGER_VIOLATION, 0x204)]
    public void Driver_that_keeps_the_device_below_in_a_local_variable_forwards_to_NULL()
    {
        Assert.That(
            () => Attach(Forward, (driver, device) =>
            {
                var attached = driver.IoAttachDevice(device, TestDriver.DeviceName, out var local);
                _lower = local;
                return attached;
            }),
            Throws.InstanceOf<MachineStopped>());
        Assert.That(_seen, Does.Not.Contain("target CLEANUP"));
    }

    [Test]
    public void Source_that_does_not_forward_keeps_CLEANUP_and_CLOSE_from_the_target()
    {
        var status = Attach(
            (driver, _, irp) => driver.Complete(irp, NTSTATUS.STATUS_SUCCESS),
            (driver, device) => driver.IoAttachDevice(device, TestDriver.DeviceName, out _lower));
        Assert.That(status, Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        Assert.That(_seen, Is.EqualTo(new[] { "target CREATE", "source CLEANUP", "source CLOSE", "returned" }));
    }

    [TestCase(@"\Device\Nobody", "STATUS_OBJECT_NAME_NOT_FOUND")]
    [TestCase(@"\Nowhere\Nobody", "STATUS_OBJECT_PATH_NOT_FOUND")]
    public void Target_that_does_not_exist_attaches_nothing(string name, string expected)
    {
        var status = Attach(Forward, (driver, device) => driver.IoAttachDevice(device, name, out _lower));
        Assert.That((status.ToString(), _lower.IsNull), Is.EqualTo((expected, true)));
        Assert.That(_seen, Is.EqualTo(new[] { "returned" }));
    }

    [Test]
    public void Target_that_refuses_to_be_opened_is_not_attached_to()
    {
        Machine.Caller = null;
        _target.Object.SetMajorFunction(IRP_MJ.IRP_MJ_CREATE, (_, irp) => _target.Complete(irp, NTSTATUS.STATUS_ACCESS_DENIED));
        var status = Attach(Forward, (driver, device) => driver.IoAttachDevice(device, TestDriver.DeviceName, out _lower));
        Assert.That((status, _lower.IsNull, _target.Device.AttachedDevice.IsNull), Is.EqualTo((NTSTATUS.STATUS_ACCESS_DENIED, true, true)));
    }

    [Test]
    public void Source_takes_alignment_and_stack_size_from_the_top_of_the_stack()
    {
        _target.Device.Pointer.Write(0x98, 511u);
        var first = default(DeviceObject);
        Attach(Forward, (driver, device) =>
        {
            first = device;
            return driver.IoAttachDevice(device, TestDriver.DeviceName, out _lower);
        });
        Assert.That((first.StackSize, first.AlignmentRequirement), Is.EqualTo((2, 511u)));
        Assert.That(_target.Device.AttachedDevice, Is.EqualTo(first));
    }

    private NTSTATUS Forward(TestDriver driver, DeviceObject device, Irp irp)
    {
        driver.IoSkipCurrentIrpStackLocation(irp);
        return driver.IoCallDriver(_lower, irp);
    }

    private NTSTATUS Attach(
        Func<TestDriver, DeviceObject, Irp, NTSTATUS> dispatch, Func<TestDriver, DeviceObject, NTSTATUS> attach)
    {
        var result = NTSTATUS.STATUS_SUCCESS;
        var source = new TestDriver("source");
        source.Entry = driverObject =>
        {
            source.IoCreateDevice(driverObject, 64, (string?)null, FILE_DEVICE.FILE_DEVICE_UNKNOWN, 0, false, out var device);
            result = attach(source, device);
            _seen.Add("returned");
            return NTSTATUS.STATUS_SUCCESS;
        };
        Load(Noting(source, "source", dispatch));
        return result;
    }

    private TestDriver Noting(TestDriver driver, string name, Func<TestDriver, DeviceObject, Irp, NTSTATUS> dispatch)
    {
        foreach (var (major, word) in ((IRP_MJ, string)[])[(IRP_MJ.IRP_MJ_CREATE, "CREATE"), (IRP_MJ.IRP_MJ_CLEANUP, "CLEANUP"), (IRP_MJ.IRP_MJ_CLOSE, "CLOSE")])
        {
            driver.On(major, (device, irp) =>
            {
                _seen.Add($"{name} {word}");
                return dispatch(driver, device, irp);
            });
        }

        return driver;
    }
}
