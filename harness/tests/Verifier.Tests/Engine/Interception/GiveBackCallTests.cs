using Verifier.Engine.Planning;
using Verifier.Kernel;
using Verifier.Scenarios.Model;

namespace Verifier.Tests.Engine.Interception;

/// <summary>A call that gives something back is no fault point: nothing fails it, and it is not counted.</summary>
public sealed class GiveBackCallTests : LayerFixture
{
    private const uint Register = 1;
    private const uint Deregister = 2;

    [TestCase(2U)]
    [TestCase(3U)]
    [TestCase(4U)]
    public void Rule_that_fails_WMI_for_ever_leaves_what_is_no_registration_alone(uint action)
    {
        Intercept(Rule(FaultWhen.Always, ddi: "IoWMIRegistrationControl"));
        Assert.That(Driver.IoWMIRegistrationControl(Device, Register), Is.EqualTo(NTSTATUS.STATUS_INSUFFICIENT_RESOURCES));
        Assert.That(Driver.IoWMIRegistrationControl(Device, action), Is.EqualTo(NTSTATUS.STATUS_INVALID_PARAMETER), "the kernel answers");
        AssertOneFault("IoWMIRegistrationControl");
    }

    [Test]
    public void Rule_that_fails_device_interfaces_for_ever_leaves_disabling_alone()
    {
        Intercept(Rule(FaultWhen.Always, ddi: "IoSetDeviceInterfaceState"));
        var name = Driver.UnicodeLiteral(@"\??\nothing");
        Assert.That(Driver.IoSetDeviceInterfaceState(name, true), Is.EqualTo(NTSTATUS.STATUS_INSUFFICIENT_RESOURCES));
        Assert.That(Driver.IoSetDeviceInterfaceState(name, false), Is.EqualTo(NTSTATUS.STATUS_OBJECT_NAME_NOT_FOUND), "the kernel answers");
        AssertOneFault("IoSetDeviceInterfaceState");
    }

    [Test]
    public void Systematic_low_resources_fails_the_registration_only()
    {
        Intercept([.. VerifierModes.RulesOf(new VerifierSettings { Options = VerifierOptions.SystematicLowResources }, Machine.Profile, 0)]);
        Assert.That(Driver.IoWMIRegistrationControl(Device, Register), Is.EqualTo(NTSTATUS.STATUS_INSUFFICIENT_RESOURCES));
        Assert.That(Driver.IoWMIRegistrationControl(Device, Register), Is.EqualTo(NTSTATUS.STATUS_INSUFFICIENT_RESOURCES), "another place");
        Assert.That(Driver.IoWMIRegistrationControl(Device, Deregister), Is.EqualTo(NTSTATUS.STATUS_INVALID_PARAMETER));
        Assert.That(Layer.Failures.Injections, Has.Count.EqualTo(2));
        Assert.That(Layer.Interceptable, Is.EqualTo(2));
    }

    [Test]
    public void Dice_are_not_thrown_for_it()
    {
        Intercept(Rule(FaultWhen.Always, ddi: "IoWMIRegistrationControl"));
        for (var i = 0; i < 100; i++)
        {
            Driver.IoWMIRegistrationControl(Device, Deregister);
        }

        Assert.That(Layer.Rules.Outcomes.Single().Eligible, Is.Zero);
        Assert.That(Layer.Calls, Is.EqualTo(100));
    }

    private DeviceObject Device => new(Machine, 0x1000);

    private void AssertOneFault(string ddi)
    {
        Assert.That(Layer.Failures.Injections.Select(i => i.Ddi.Name), Is.EqualTo(new[] { ddi }));
        Assert.That(Layer.Interceptable, Is.EqualTo(1));
    }
}
