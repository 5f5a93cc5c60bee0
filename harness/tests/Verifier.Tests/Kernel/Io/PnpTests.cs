using Verifier.Kernel;

namespace Verifier.Tests.Kernel.Io;

/// <summary>Plug and play: order, failures, rules (harness/docs/facts/io.md#order-of-pnp-requests).</summary>
public sealed class PnpTests : PnpFixture
{
    [Test]
    public void Start_sends_START_then_the_queries()
    {
        var device = Add();
        Assert.That(Machine.Io.Pnp.Start(device), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        Assert.That(device.State, Is.EqualTo(PnpState.Started));
        Assert.That(_driver.Seen, Is.EqualTo(new[]
        {
            IRP_MN.IRP_MN_START_DEVICE, IRP_MN.IRP_MN_QUERY_CAPABILITIES, IRP_MN.IRP_MN_QUERY_PNP_DEVICE_STATE,
            IRP_MN.IRP_MN_QUERY_DEVICE_RELATIONS,
        }));
        Assert.That(Machine.Io.Irps.LiveCount, Is.Zero);
        AssertNoViolation();
    }

    [TestCase("windows-10-x64")]
    [TestCase("windows-xp-x86")]
    public void Lawful_driver_passes_under_every_option(string profile)
    {
        Boot(DriverVerifierOptions.Standard | DriverVerifierOptions.ForcePendingIoRequests, profile);
        var device = Start();
        Assert.That(Machine.Io.Pnp.QueryStop(device), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        Assert.That(Machine.Io.Pnp.Stop(device), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        device.StartsAsynchronously = true;
        Assert.That(Machine.Io.Pnp.Start(device), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        Assert.That(Machine.Io.Pnp.SurpriseRemove(device), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        Assert.That(Machine.Io.Pnp.Remove(device), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        Assert.That(Machine.Drivers.Unload("pnp-driver"), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        AssertNoViolation();
    }

    [Test]
    public void Start_brings_an_interrupt_a_memory_range_and_ports()
    {
        var types = new List<CM_RESOURCE_TYPE>();
        var irql = 0U;
        _driver.OnStart = location =>
        {
            var list = location.AllocatedResourcesTranslated;
            for (var i = 0; i < list.Count; i++)
            {
                types.Add(list[i].Type);
            }

            irql = list[0].Level;
            Assert.That(location.AllocatedResources[1].Start, Is.EqualTo(list[1].Start));
            return NTSTATUS.STATUS_SUCCESS;
        };
        Machine.Io.Pnp.Start(Add());
        Assert.That(types, Is.EqualTo(new[]
        {
            CM_RESOURCE_TYPE.CmResourceTypeInterrupt, CM_RESOURCE_TYPE.CmResourceTypeMemory, CM_RESOURCE_TYPE.CmResourceTypePort,
        }));
        Assert.That(irql, Is.InRange((uint)KIRQL.DEVICE_LEVEL_LOWEST, (uint)KIRQL.DEVICE_LEVEL_HIGHEST));
    }

    [Test]
    public void Start_that_the_bus_completes_later_is_waited_for()
    {
        var device = Add();
        device.StartsAsynchronously = true;
        Assert.That(Machine.Io.Pnp.Start(device), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        AssertNoViolation();
    }

    [Test]
    public void Failed_start_removes_the_device_from_every_driver()
    {
        var filter = new PnpTestDriver("filter-driver");
        _driver.OnStart = _ => NTSTATUS.STATUS_INSUFFICIENT_RESOURCES;
        Assert.That(Machine.Drivers.Load(_driver), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        Assert.That(Machine.Drivers.Load(filter), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        var device = Machine.Io.Pnp.AddDevice(out _, Machine.Io.Drivers.Find("pnp-driver")!, Machine.Io.Drivers.Find("filter-driver")!)!;
        Assert.That(Machine.Io.Pnp.Start(device), Is.EqualTo(NTSTATUS.STATUS_INSUFFICIENT_RESOURCES));
        Assert.That(device.State, Is.EqualTo(PnpState.Removed));
        Assert.That(_driver.Seen, Does.Contain(IRP_MN.IRP_MN_REMOVE_DEVICE));
        Assert.That(filter.Seen, Does.Contain(IRP_MN.IRP_MN_REMOVE_DEVICE));
        Assert.That(Machine.Resources.HeldBy(_driver.Image), Is.Empty);
        Assert.That(Machine.Resources.HeldBy(filter.Image), Is.Empty);
        AssertNoViolation();
    }

    [Test]
    public void AddDevice_that_fails_leaves_nothing()
    {
        _driver.RefusesDevice = true;
        Machine.Drivers.Load(_driver);
        Assert.That(Machine.Io.Pnp.AddDevice(out var status, Machine.Io.Drivers.Find("pnp-driver")!), Is.Null);
        Assert.That(status, Is.EqualTo(NTSTATUS.STATUS_INSUFFICIENT_RESOURCES));
        Assert.That(Machine.Drivers.Unload("pnp-driver"), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
    }

    [Test]
    public void Remove_ends_with_nothing_held_and_the_driver_may_go()
    {
        var device = Start();
        Assert.That(Machine.Drivers.Unload("pnp-driver"), Is.EqualTo(NTSTATUS.STATUS_DEVICE_BUSY));
        Assert.That(Machine.Io.Pnp.QueryRemove(device), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        Assert.That(Machine.Io.Pnp.Remove(device), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        Assert.That(Machine.Resources.HeldBy(_driver.Image), Is.Empty);
        Assert.That(Machine.Drivers.Unload("pnp-driver"), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        AssertNoViolation();
    }

    [Test]
    public void Rebalance_stops_and_starts_again_without_a_second_state_query()
    {
        var device = Start();
        Assert.That(Machine.Io.Pnp.QueryStop(device), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        Assert.That(Machine.Io.Pnp.Stop(device), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        Assert.That(Machine.Io.Pnp.Start(device), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        Assert.That(_driver.Seen.Count(m => m == IRP_MN.IRP_MN_QUERY_PNP_DEVICE_STATE), Is.EqualTo(1));
        AssertNoViolation();
    }

    [Test]
    public void Refused_query_is_cancelled()
    {
        _driver.OnPnp = (_, irp) => _driver.IoGetCurrentIrpStackLocation(irp).MinorFunction == IRP_MN.IRP_MN_QUERY_STOP_DEVICE
            ? _driver.Complete(irp, NTSTATUS.STATUS_UNSUCCESSFUL)
            : null;
        var device = Start();
        Assert.That(Machine.Io.Pnp.QueryStop(device), Is.EqualTo(NTSTATUS.STATUS_UNSUCCESSFUL));
        Assert.That(_driver.Seen[^1], Is.EqualTo(IRP_MN.IRP_MN_CANCEL_STOP_DEVICE));
        Assert.That(device.State, Is.EqualTo(PnpState.Started));
        AssertNoViolation();
    }

    [Test]
    public void Surprise_removal_refuses_creates_and_is_followed_by_remove()
    {
        var device = Start();
        Machine.Io.Pnp.SurpriseRemove(device);
        Assert.That(Machine.Io.Pnp.AcceptsCreate(_driver.Device.Pointer), Is.EqualTo(NTSTATUS.STATUS_NO_SUCH_DEVICE));
        Machine.Io.Pnp.Remove(device);
        AssertNoViolation();
    }

    [Test]
    public void Create_before_start_is_refused()
    {
        var device = Add();
        Assert.That(Machine.Io.Pnp.AcceptsCreate(_driver.Device.Pointer), Is.EqualTo(NTSTATUS.STATUS_NO_SUCH_DEVICE));
        Machine.Io.Pnp.Start(device);
        Assert.That(Machine.Io.Pnp.AcceptsCreate(_driver.Device.Pointer), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
    }

    [Test]
    public void Remove_gets_through_without_any_pool()
    {
        var device = Start();
        Machine.Caller = _driver.Image;
        foreach (var size in (ReadOnlySpan<uint>)[1 << 20, 1 << 16, 4096, 640, 352, 256, 16])
        {
            while (!_driver.ExAllocatePoolWithTag(POOL_TYPE.NonPagedPool, size, "Hog ").IsNull)
            {
            }
        }

        Machine.Caller = null;
        Assert.That(Machine.Io.Pnp.QueryRemove(device), Is.EqualTo(NTSTATUS.STATUS_INSUFFICIENT_RESOURCES));
        Assert.That(Machine.Io.Pnp.Remove(device), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        Assert.That(_driver.Seen[^1], Is.EqualTo(IRP_MN.IRP_MN_REMOVE_DEVICE));
    }

    [Test]
    public void Interface_of_a_device_can_be_opened_while_it_is_enabled()
    {
        var device = Start();
        Machine.Caller = _driver.Image;
        var name = new UnicodeString(_driver.Local(16));
        Assert.That(
            _driver.IoRegisterDeviceInterface(_driver.Pdo, new Guid(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11), null, name),
            Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        var link = KernelText.Read(Machine, name.Pointer);
        Assert.That(_driver.IoSetDeviceInterfaceState(name, true), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        Machine.Caller = null;
        Requests.Close(Open(link));
        Machine.Caller = _driver.Image;
        Assert.That(_driver.IoSetDeviceInterfaceState(name, false), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        _driver.RtlFreeUnicodeString(name);
        Machine.Caller = null;
        Assert.That(Requests.Open(link, out _), Is.Null);
        Machine.Io.Pnp.Remove(device);
        Assert.That(Machine.Resources.HeldBy(_driver.Image), Is.Empty);
    }

    [Test]
    public void Property_says_how_long_it_is()
    {
        Start();
        var buffer = _driver.Local(256);
        Assert.That(
            _driver.IoGetDeviceProperty(_driver.Pdo, DEVICE_REGISTRY_PROPERTY.DevicePropertyEnumeratorName, 2, buffer, out var length),
            Is.EqualTo(NTSTATUS.STATUS_BUFFER_TOO_SMALL));
        Assert.That(length, Is.EqualTo(10));
        Assert.That(
            _driver.IoGetDeviceProperty(_driver.Pdo, DEVICE_REGISTRY_PROPERTY.DevicePropertyEnumeratorName, length, buffer, out _),
            Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        Assert.That(
            _driver.IoGetDeviceProperty(_driver.Device, DEVICE_REGISTRY_PROPERTY.DevicePropertyEnumeratorName, length, buffer, out _),
            Is.EqualTo(NTSTATUS.STATUS_INVALID_DEVICE_REQUEST));
    }
}
