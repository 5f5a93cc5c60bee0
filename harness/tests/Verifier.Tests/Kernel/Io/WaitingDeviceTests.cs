using Verifier.Kernel;

namespace Verifier.Tests.Kernel.Io;

/// <summary>
/// The root bus keeps a device that no driver started, until it is removed ("Removing a Device in a Bus Driver": the bus driver retains the PDO).
/// </summary>
public sealed class WaitingDeviceTests : PnpFixture
{
    private const string First = @"\Device\00000000";

    private LoadedDriver Driver => Machine.Io.Drivers.Find("pnp-driver")!;

    [Test]
    public void Device_whose_start_failed_is_found_again_with_its_name()
    {
        var pdo = FailToStart();
        Assert.That(Machine.Io.Devices.Find(pdo)?.Name, Is.EqualTo(First));
        var again = Retry();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(again.Pdo, Is.EqualTo(pdo));
            Assert.That(_driver.Pdo.Pointer.Address, Is.EqualTo(pdo), "AddDevice got it");
            Assert.That(Machine.Io.Pnp.FindByPdo(pdo), Is.SameAs(again));
            Assert.That(again.Instance, Is.EqualTo(@"ROOT\pnp-driver\0000"));
        }

        Open(First);
    }

    [Test]
    public void Device_that_AddDevice_refused_is_found_again_with_its_name()
    {
        Machine.Drivers.Load(_driver);
        _driver.RefusesDevice = true;
        Assert.That(Machine.Io.Pnp.AddDevice(out _, Driver), Is.Null);
        _driver.RefusesDevice = false;
        Assert.That(Machine.Io.Devices.Find(Retry().Pdo)!.Name, Is.EqualTo(First));
    }

    [Test]
    public void Device_that_waits_for_a_driver_cannot_be_opened()
    {
        FailToStart();
        Assert.That(Requests.Open(First, out var status), Is.Null);
        Assert.That(status, Is.EqualTo(NTSTATUS.STATUS_NO_SUCH_DEVICE));
    }

    [Test]
    public void Device_whose_drivers_were_not_asked_is_found_when_they_are()
    {
        Machine.Drivers.Load(_driver);
        Machine.Io.Pnp.Discover(Driver);
        Assert.That(_driver.Seen, Is.Empty);
        Assert.That(Requests.Open(First, out var status), Is.Null);
        Assert.That(status, Is.EqualTo(NTSTATUS.STATUS_NO_SUCH_DEVICE));
        Machine.Io.Pnp.Discover(Driver);
        Assert.That(Machine.Io.Devices.Find(Retry().Pdo)!.Name, Is.EqualTo(First));
    }

    [Test]
    public void Device_waits_while_its_driver_is_unloaded()
    {
        var pdo = FailToStart();
        Machine.Drivers.Unload(Driver);
        NewDriver();
        Machine.Drivers.Load(_driver);
        Assert.That(Retry().Pdo, Is.EqualTo(pdo));
    }

    [TestCase(false)]
    [TestCase(true)]
    public void Device_that_was_removed_is_gone_and_another_has_the_next_name(bool isSurprise)
    {
        var device = Start();
        var pdo = device.Pdo;
        if (isSurprise)
        {
            Machine.Io.Pnp.SurpriseRemove(device);
        }

        Machine.Io.Pnp.Remove(device);
        Assert.That(Machine.Io.Devices.Find(pdo), Is.Null);
        Assert.That(Requests.Open(First, out var status), Is.Null);
        Assert.That(status, Is.EqualTo(NTSTATUS.STATUS_OBJECT_NAME_NOT_FOUND));
        Assert.That(Machine.Io.Devices.Find(Retry().Pdo)!.Name, Is.EqualTo(@"\Device\00000001"));
    }

    [Test]
    public void Device_to_which_a_driver_stays_attached_is_not_used_again()
    {
        _driver.ForgetsDevice = true;
        var pdo = FailToStart();
        Assert.That(Retry().Pdo, Is.Not.EqualTo(pdo));
    }

    [Test]
    public void Device_that_is_open_when_its_restart_fails_is_gone_with_its_handles()
    {
        var device = Start();
        var file = Open(First);
        Machine.Io.Pnp.QueryStop(device);
        Machine.Io.Pnp.Stop(device);
        _driver.OnStart = _ => NTSTATUS.STATUS_INSUFFICIENT_RESOURCES;
        Assert.That(Machine.Io.Pnp.Start(device), Is.EqualTo(NTSTATUS.STATUS_INSUFFICIENT_RESOURCES));
        _driver.OnStart = null;
        Assert.That(Retry().Pdo, Is.Not.EqualTo(device.Pdo));
        Requests.Close(file);
    }

    [Test]
    public void Device_of_another_driver_is_another_one()
    {
        var pdo = FailToStart();
        Machine.Drivers.Load(new PnpTestDriver("other-driver"));
        var other = Machine.Io.Pnp.AddDevice(out _, Machine.Io.Drivers.Find("other-driver")!)!;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(other.Pdo, Is.Not.EqualTo(pdo));
            Assert.That(other.Number, Is.EqualTo(1), "the number of the device that waits is taken");
            Assert.That(Retry().Pdo, Is.EqualTo(pdo));
        }
    }

    private ulong FailToStart()
    {
        var device = Add();
        _driver.OnStart = _ => NTSTATUS.STATUS_INSUFFICIENT_RESOURCES;
        Assert.That(Machine.Io.Pnp.Start(device), Is.EqualTo(NTSTATUS.STATUS_INSUFFICIENT_RESOURCES));
        _driver.OnStart = null;
        return device.Pdo;
    }

    private PnpDevice Retry()
    {
        var device = Machine.Io.Pnp.AddDevice(out var status, Driver);
        Assert.That(status, Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        Assert.That(Machine.Io.Pnp.Start(device!), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        return device!;
    }
}
