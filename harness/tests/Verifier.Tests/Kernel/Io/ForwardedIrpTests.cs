using Verifier.Kernel;

namespace Verifier.Tests.Kernel.Io;

/// <summary>IoForwardIrpSynchronously and IoSetStartIoAttributes.</summary>
public sealed class ForwardedIrpTests : PnpFixture
{
    private readonly List<string> _order = [];

    [SetUp]
    public void Forget() => _order.Clear();

    [TestCase(false)]
    [TestCase(true)]
    public void Request_that_was_passed_on_is_complete_and_the_drivers_again(bool isPending)
    {
        _driver.OnPnp = Forward;
        var device = Add();
        device.StartsAsynchronously = isPending;
        Assert.That(Machine.Io.Pnp.Start(device), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        Assert.That(_order, Is.EqualTo(new[] { "True, 00000000", "True, 00000000" }), "START_DEVICE and the query that follows");
        AssertNoViolation();
    }

    [Test]
    public void Failure_below_is_in_the_request()
    {
        _driver.OnPnp = Forward;
        var device = Add();
        device.StartStatus = NTSTATUS.STATUS_UNSUCCESSFUL;
        Assert.That(Machine.Io.Pnp.Start(device), Is.EqualTo(NTSTATUS.STATUS_UNSUCCESSFUL));
        Assert.That(_order[0], Is.EqualTo("True, C0000001"));
    }

    [Test]
    public void Request_without_a_location_left_is_not_passed_on()
    {
        var device = Start();
        Machine.Caller = _driver.Image;
        var irp = _driver.IoAllocateIrp(1, false);
        _driver.IoSetNextIrpStackLocation(irp);
        Assert.That(_driver.IoForwardIrpSynchronously(_driver.Lower, irp), Is.False);
        _driver.IoFreeIrp(irp);
        Assert.That(device.State, Is.EqualTo(PnpState.Started));
        Machine.Caller = null;
    }

    [TestCase(false, "in 1|in 2|out 2|out 1")]
    [TestCase(true, "in 1|out 1|in 2|out 2")]
    public void Deferred_StartIo_is_called_again_only_after_it_has_returned(bool deferred, string expected)
    {
        var driver = new TestDriver();
        var (count, hadNoCancelRoutine) = (0, new List<bool>());
        var second = default(Irp);
        driver.StartIo = (device, irp) =>
        {
            var number = ++count;
            _order.Add($"in {number}");
            hadNoCancelRoutine.Add(irp.CancelRoutine.IsNull);
            if (number == 1)
            {
                driver.IoStartPacket(device, second, null, null);
            }

            driver.IoStartNextPacket(device, cancelable: false);
            _order.Add($"out {number}");
        };
        Load(driver);
        Machine.Caller = driver.Image;
        driver.IoSetStartIoAttributes(driver.Device, deferred, nonCancelable: true);
        var first = driver.IoAllocateIrp(2, false);
        second = driver.IoAllocateIrp(2, false);
        driver.IoSetCancelRoutine(second, (_, _) => { });
        driver.IoStartPacket(driver.Device, first, null, null);
        Assert.That(string.Join('|', _order), Is.EqualTo(expected));
        Assert.That(hadNoCancelRoutine, Is.All.True, "one that is dequeued cannot be cancelled any more");
    }

    private NTSTATUS? Forward(DeviceObject device, Irp irp)
    {
        var minor = _driver.IoGetCurrentIrpStackLocation(irp).MinorFunction;
        if (minor is not (IRP_MN.IRP_MN_START_DEVICE or IRP_MN.IRP_MN_QUERY_CAPABILITIES))
        {
            return null;
        }

        var sent = _driver.IoForwardIrpSynchronously(_driver.Lower, irp);
        _order.Add($"{sent}, {irp.Status.Value:X8}");
        return _driver.Complete(irp, irp.Status);
    }
}
