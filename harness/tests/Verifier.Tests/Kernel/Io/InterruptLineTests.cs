using Verifier.Kernel;

namespace Verifier.Tests.Kernel.Io;

/// <summary>The interrupt that a device was assigned: connected by line, raised by its number.</summary>
public sealed class InterruptLineTests : IoFixture
{
    [Test]
    public void Line_based_connection_takes_vector_and_level_of_the_device()
    {
        var (level, served) = (KIRQL.PASSIVE_LEVEL, 0);
        var driver = new PnpTestDriver();
        var interrupt = Pointer.Null;
        driver.OnStart = _ => driver.IoConnectInterruptEx(
            driver.Pdo,
            out interrupt,
            (_, _) =>
            {
                level = driver.KeGetCurrentIrql();
                return ++served > 0;
            },
            Pointer.Null);
        Assert.That(Machine.Drivers.Load(driver), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        var device = Machine.Io.Pnp.AddDevice(out _, Machine.Io.Drivers.Find(driver.Name)!)!;
        Assert.That(Machine.Io.Pnp.Start(device), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        Assert.That(Machine.Io.Interrupts.Raise(0), Is.True);
        Assert.That((level, served), Is.EqualTo((device.InterruptIrql, 1)));
        Assert.That(Machine.Io.Interrupts.Connected.Single().Vector, Is.EqualTo(device.Vector));
        AssertNoViolation();
    }
}
