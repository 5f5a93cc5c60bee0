using Verifier.Kernel;
using Verifier.Tests.Kernel.Io;

namespace Verifier.Tests.Kernel.Drivers;

/// <summary>Pageable sections when their driver is unloaded: every lock is undone by then.</summary>
public sealed class SectionUnloadTests : IoFixture
{
    private const string Left = "section locked at unload";

    [TestCase(1, 0, true)]
    [TestCase(2, 1, true)]
    [TestCase(1, 1, false)]
    [TestCase(3, 3, false)]
    [TestCase(0, 0, false)]
    public void Section_that_was_locked_more_often_than_unlocked_is_found_when_the_driver_is_unloaded(int locks, int unlocks, bool isFound)
    {
        var driver = new TestDriver();
        var handle = Pointer.Null;
        driver.Entry = driverObject =>
        {
            for (var i = 0; i < locks; i++)
            {
                handle = driver.MmLockPagableDataSection(driver.Globals);
            }

            return driver.CreateDevice(driverObject);
        };
        driver.OnUnload = _ =>
        {
            for (var i = 0; i < unlocks; i++)
            {
                driver.MmUnlockPagableImageSection(handle);
            }

            driver.IoDeleteSymbolicLink(TestDriver.LinkName);
            driver.IoDeleteDevice(driver.Device);
        };
        Load(driver);
        Assert.That(Machine.Breaches.Select(b => b.Text), Is.Empty, "a section may be locked while the driver is loaded");
        Assert.That(Machine.Drivers.Unload(driver.Name), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        Assert.That(Machine.Breaches.Select(b => b.Rule), Is.EqualTo(isFound ? new[] { Left } : []));
        Assert.That(Machine.Breaches.SelectMany(b => b.About).Select(o => o.Ddi), Is.EqualTo(isFound ? new[] { "MmLockPagableDataSection" } : []));
    }

    [TestCase(true)]
    [TestCase(false)]
    public void Section_that_a_failed_DriverEntry_leaves_locked_is_found(bool unlocks)
    {
        var driver = new TestDriver();
        driver.Entry = _ =>
        {
            var handle = driver.MmLockPagableDataSection(driver.Globals);
            if (unlocks)
            {
                driver.MmUnlockPagableImageSection(handle);
            }

            return NTSTATUS.STATUS_INSUFFICIENT_RESOURCES;
        };
        Machine.Drivers.Load(driver);
        Assert.That(Machine.Breaches.Select(b => b.Rule), Is.EqualTo(unlocks ? [] : new[] { Left }));
    }
}
