using Verifier.Kernel;

namespace Verifier.Tests.Kernel.Io;

/// <summary>Reinitialize routines, what the system counts, and the threads and stacks of requests.</summary>
public sealed class DriverWideTests : IoFixture
{
    [Test]
    public void Reinitialize_routine_is_called_after_DriverEntry_with_the_number_of_its_calls()
    {
        var calls = new List<(ulong Context, uint Count, DRIVER_FLAGS Initialised)>();
        var driver = new TestDriver();
        void Again(DriverObject made, Pointer context, uint count)
        {
            calls.Add((context, count, made.Flags & DRIVER_FLAGS.DRVO_INITIALIZED));
            if (count < 3)
            {
                driver.IoRegisterDriverReinitialization(made, Again, context);
            }
        }

        driver.Entry = made =>
        {
            driver.IoRegisterDriverReinitialization(made, Again, driver.At(7));
            return driver.CreateDevice(made);
        };
        Load(driver);
        Assert.That(calls.Select(c => (c.Context, c.Count)), Is.EqualTo(new[] { (7UL, 1u), (7UL, 2u), (7UL, 3u) }));
        Assert.That(calls.Select(c => c.Initialised), Is.All.EqualTo(DRIVER_FLAGS.DRVO_INITIALIZED));
    }

    [Test]
    public void Driver_that_fails_must_not_have_registered_a_Reinitialize_routine()
    {
        var driver = new TestDriver();
        driver.Entry = made =>
        {
            driver.IoRegisterBootDriverReinitialization(made, (_, _, _) => Assert.Fail("The image is gone."));
            return NTSTATUS.STATUS_UNSUCCESSFUL;
        };
        Assert.That(Machine.Drivers.Load(driver), Is.EqualTo(NTSTATUS.STATUS_UNSUCCESSFUL));
        Assert.That(Machine.Breaches.Single().Rule, Is.EqualTo("Reinitialize routine of a driver that fails"));
    }

    [Test]
    public void Configuration_is_one_structure_in_which_drivers_count()
    {
        var driver = LoadAndEnter();
        var found = driver.IoGetConfigurationInformation();
        Assert.That((found.Read<uint>(), found.Read<uint>(0x20)), Is.EqualTo((0u, 0x28u)), "no disk, and its own size as version");
        found.Write(0x14, 2u);
        Assert.That(driver.IoGetConfigurationInformation().Read<uint>(0x14), Is.EqualTo(2u));
        var mapping = driver.IoGetFileObjectGenericMapping();
        Assert.That((mapping.Read<uint>(), mapping.Read<uint>(12)), Is.EqualTo((0x120089u, 0x1F01FFu)));
        Boot();
        Assert.That(LoadAndEnter().IoGetConfigurationInformation().Read<uint>(0x14), Is.Zero);
    }

    [Test]
    public void Stack_limits_hold_the_local_variables_of_the_thread()
    {
        var driver = new TestDriver();
        var isWithin = false;
        driver.Entry = made =>
        {
            var local = driver.Local(16);
            driver.IoGetStackLimits(out var low, out var high);
            isWithin = local >= low && local < high && driver.IoGetInitialStack() == high;
            return driver.CreateDevice(made);
        };
        Load(driver);
        Assert.That(isWithin);
    }

    [Test]
    public void Requestor_is_the_process_of_the_thread_that_made_the_request()
    {
        (Pointer Requestor, Pointer OfThread, Pointer Current, uint Priority) seen = default;
        var driver = new TestDriver();
        driver.On(IRP_MJ.IRP_MJ_DEVICE_CONTROL, (_, irp) =>
        {
            seen = (driver.IoGetRequestorProcess(irp), driver.IoThreadToProcess(irp.Thread), driver.PsGetCurrentProcess(), driver.IoGetPagingIoPriority(irp));
            return driver.Complete(irp, NTSTATUS.STATUS_SUCCESS);
        });
        Load(driver);
        Requests.DeviceControl(Open(), Buffered, [], 0);
        Assert.That(seen, Is.EqualTo((seen.Current, seen.Current, seen.Current, 0u)));
        Assert.That(seen.Current, Is.EqualTo(driver.At(Machine.KernelData.ApplicationProcess)));
        Machine.Caller = driver.Image;
        Assert.That(driver.IoGetRequestorProcess(driver.IoAllocateIrp(1, false)).IsNull, "it belongs to no thread");
    }

    [Test]
    public void Last_chance_shutdown_comes_after_the_others()
    {
        var order = new List<string>();
        var driver = new TestDriver();
        driver.On(IRP_MJ.IRP_MJ_SHUTDOWN, (device, irp) =>
        {
            order.Add(device == driver.Device ? "first device" : "second device");
            return driver.Complete(irp, NTSTATUS.STATUS_SUCCESS);
        });
        Load(driver);
        Machine.Caller = driver.Image;
        driver.IoCreateDevice(driver.Object, 0, (string?)null, FILE_DEVICE.FILE_DEVICE_UNKNOWN, 0, false, out var second);
        second.Flags &= ~DEVICE_FLAGS.DO_DEVICE_INITIALIZING;
        Assert.That(driver.IoRegisterShutdownNotification(driver.Device), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        Assert.That(driver.IoRegisterLastChanceShutdownNotification(second), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        Machine.Caller = null;
        Machine.Io.Shutdown.Shutdown();
        Assert.That(order, Is.EqualTo(new[] { "first device", "second device" }));
        Machine.Caller = driver.Image;
        driver.IoUnregisterShutdownNotification(second);
        driver.IoUnregisterShutdownNotification(driver.Device);
        Assert.That(Held(driver), Has.None.EqualTo(ResourceKind.Registration));
    }

    [Test]
    public void Hard_error_of_no_thread_is_a_broken_rule()
    {
        var driver = LoadAndEnter();
        driver.IoSetHardErrorOrVerifyDevice(driver.IoAllocateIrp(1, false), driver.Device);
        driver.IoRequestDeviceEject(driver.Device);
        Assert.That(Machine.Breaches.Select(b => b.Rule), Is.EqualTo(new[] { "hard error of no thread", "eject of no physical device" }));
    }

    [Test]
    public void Hard_errors_of_a_thread_are_noted()
    {
        var driver = LoadAndEnter();
        var thread = driver.PsGetCurrentThread();
        Assert.That(driver.IoSetThreadHardErrorMode(false), Is.True);
        Assert.That((driver.PsGetThreadHardErrorsAreDisabled(thread), driver.IoSetThreadHardErrorMode(true)), Is.EqualTo((true, false)));
        driver.PsSetThreadHardErrorsAreDisabled(thread, true);
        Assert.That((driver.PsGetThreadHardErrorsAreDisabled(thread), driver.PsIsThreadTerminating(thread)), Is.EqualTo((true, false)));
    }

    private TestDriver LoadAndEnter()
    {
        var driver = Load(new TestDriver());
        Machine.Caller = driver.Image;
        return driver;
    }
}
