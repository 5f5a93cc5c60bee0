using Verifier.Kernel;

namespace Verifier.Tests.Kernel.Io;

/// <summary>A machine with a PnP function driver whose steps a test can spoil.</summary>
public abstract class PnpFixture : IoFixture
{
    private protected PnpTestDriver _driver = null!;

    [SetUp]
    public void NewDriver() => _driver = new PnpTestDriver();

    private protected PnpDevice Add()
    {
        Assert.That(Machine.Drivers.Load(_driver), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        var device = Machine.Io.Pnp.AddDevice(out var status, Machine.Io.Drivers.Find("pnp-driver")!);
        Assert.That(status, Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        return device!;
    }

    private protected PnpDevice Start()
    {
        var device = Add();
        Assert.That(Machine.Io.Pnp.Start(device), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        return device;
    }
}
