using Verifier.Kernel;

namespace Verifier.Tests.Kernel;

/// <summary>A booted machine with one driver loaded, whose DDIs a test calls as the driver's own code would.</summary>
public abstract class KernelFixture : IRaisingFixture
{
    private readonly StopRecord _stops = new();

    /// <summary>The machine under test.</summary>
    internal Machine Machine { get; private set; } = null!;

    /// <summary>The driver: <c>Driver.ExAllocatePoolWithTag(…)</c>.</summary>
    protected DriverModel Driver { get; private set; } = null!;

    /// <summary>The profile to boot when a test does not choose.</summary>
    protected virtual string ProfileName => "windows-10-x64";

    [SetUp]
    public void BootDefault()
    {
        Boot(ProfileName);
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

    /// <summary>Boots another machine with these Driver Verifier options.</summary>
    protected void Boot(string profile, DriverVerifierOptions options = DriverVerifierOptions.None) => Boot(SystemProfile.Find(profile)!, options);

    /// <summary>Boots another machine with these Driver Verifier options.</summary>
    protected void Boot(SystemProfile profile, DriverVerifierOptions options = DriverVerifierOptions.None)
    {
        _stops.Take(Machine);
        Machine?.Dispose();
        Machine = MachineAssembly.Build(profile);
        LoadDriver(options);
    }

    /// <summary>Starts the same machine over, as the next run does: what was in memory before may still be there.</summary>
    protected void Restart(SystemProfile profile, DriverVerifierOptions options = DriverVerifierOptions.None)
    {
        _stops.Take(Machine);
        Machine.Reset(profile);
        LoadDriver(options);
    }

    private void LoadDriver(DriverVerifierOptions options)
    {
        Machine.VerifierOptions = options;
        Driver = new EmptyDriver();
        ModelSource.Map(Machine, Driver);
        EnterDriver();
    }

    /// <summary>The code stops the machine with this bug check; returns it for further checks.</summary>
    internal BugCheck AssertBugCheck(BugCheckCode code, Action driverCode)
    {
        Assert.That(() => driverCode(), Throws.InstanceOf<MachineStopped>());
        Assert.That(Machine.Stopped?.BugCheck?.Code, Is.EqualTo(code), Machine.Stopped?.Detail);
        return Machine.Stopped!.BugCheck!;
    }

    // As if the test were a driver routine: the caller of record is the driver.
    private void EnterDriver() => Machine.Caller = Driver.Image;

    private sealed class EmptyDriver : DriverModel
    {
        public override string Name => "test-driver";

        public override int DataBytes => 4096;

        public override int PagedDataBytes => 8192;

        public override NTSTATUS DriverEntry(DriverObject driverObject, UnicodeString registryPath) => NTSTATUS.STATUS_SUCCESS;
    }
}
