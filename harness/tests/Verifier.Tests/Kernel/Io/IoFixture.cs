using System.Text;
using Verifier.Kernel;

namespace Verifier.Tests.Kernel.Io;

/// <summary>A booted machine on which tests load small drivers and send them requests.</summary>
public abstract class IoFixture : IRaisingFixture
{
    private readonly StopRecord _stops = new();

    /// <summary>METHOD_BUFFERED, function 0x800.</summary>
    protected const uint Buffered = 0x222000;

    /// <summary>METHOD_IN_DIRECT.</summary>
    protected const uint InDirect = 0x222001;

    /// <summary>METHOD_OUT_DIRECT.</summary>
    protected const uint OutDirect = 0x222002;

    /// <summary>METHOD_NEITHER.</summary>
    protected const uint Neither = 0x222003;

    /// <summary>The machine under test.</summary>
    internal Machine Machine { get; private set; } = null!;

    /// <summary>The requests of the application.</summary>
    internal UserRequests Requests => Machine.Io.Requests;

    [SetUp]
    public void BootDefault()
    {
        Boot();
        _stops.Clear();
    }

    [TearDown]
    public void Shutdown() => Machine.Dispose();

    /// <inheritdoc/>
    IReadOnlySet<ProvenStop> IRaisingFixture.RaisedByTest()
    {
        _stops.Take(Machine);
        return _stops.Raised;
    }

    /// <summary>Boots another machine.</summary>
    protected void Boot(DriverVerifierOptions options = DriverVerifierOptions.None, string profile = "windows-10-x64")
    {
        _stops.Take(Machine);
        Machine?.Dispose();
        Machine = MachineAssembly.Build(SystemProfile.Find(profile)!);
        Machine.VerifierOptions = options;
    }

    /// <summary>Loads a driver that must load.</summary>
    protected TestDriver Load(TestDriver driver)
    {
        Assert.That(Machine.Drivers.Load(driver), Is.EqualTo(NTSTATUS.STATUS_SUCCESS), Machine.Stopped?.ToString());
        return driver;
    }

    /// <summary>Opens the test driver's device.</summary>
    internal OpenFile Open(string name = TestDriver.LinkName)
    {
        var file = Requests.Open(name, out var status);
        Assert.That(file, Is.Not.Null, status.ToString());
        return file!;
    }

    /// <summary>Loads a driver whose METHOD_BUFFERED control requests run a routine, and sends one.</summary>
    internal IoRequest Send(DRIVER_DISPATCH routine, uint code = Buffered, string input = "", uint outputLength = 0)
    {
        Load(new TestDriver().On(IRP_MJ.IRP_MJ_DEVICE_CONTROL, routine));
        return Requests.DeviceControl(Open(), code, Encoding.ASCII.GetBytes(input), outputLength);
    }

    /// <summary>The code stops the machine with this bug check.</summary>
    internal BugCheck AssertBugCheck(BugCheckCode code, Action action)
    {
        Assert.That(action, Throws.InstanceOf<MachineStopped>());
        Assert.That(Machine.Stopped!.BugCheck?.Code, Is.EqualTo(code), Machine.Stopped.Detail);
        return Machine.Stopped.BugCheck!;
    }

    /// <summary>The code breaks a rule of I/O verification: noted when the driver is not verified.</summary>
    internal void AssertViolation(ulong code, BugCheckCode bugCheck = BugCheckCode.DRIVER_VERIFIER_IOMANAGER_VIOLATION) =>
        Assert.That(
            Machine.Violations.Select(v => (v.Code, v.P1)),
            Is.EqualTo(new[] { (bugCheck, code) }),
            string.Join("\n", Machine.Violations.Select(v => v.Text)));

    /// <summary>No rule was broken.</summary>
    protected void AssertNoViolation() => Assert.That(Machine.Violations, Is.Empty);

    /// <summary>What a driver holds besides pool.</summary>
    internal IEnumerable<ResourceKind> Held(TestDriver driver) => Machine.Resources.HeldBy(driver.Image).Select(r => r.Kind);
}
