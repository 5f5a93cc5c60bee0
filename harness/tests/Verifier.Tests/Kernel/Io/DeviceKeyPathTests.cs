using Verifier.Kernel;

namespace Verifier.Tests.Kernel.Io;

/// <summary>The keys of a device of which the script says something: they are where its identity says, as the values of the script are.</summary>
public sealed class DeviceKeyPathTests : PnpFixture
{
    private const uint Device = 1, Driver = 2, Profile = 4;
    private const string Set = @"\Registry\Machine\System\CurrentControlSet\";
    private const string Hardware = @"Enum\PCI\VEN_8086&DEV_100E\3&11583659&0&18\Device Parameters";
    private const string Software = @"Control\Class\{4d36e972-e325-11ce-bfc1-08002be10318}\0000";
    private const string ProfileSet = Set + @"Hardware Profiles\Current\System\CurrentControlSet\";

    [TearDown]
    public void Leave_the_driver() => Machine.Caller = null;

    [TestCase(Device, Set + Hardware)]
    [TestCase(Driver, Set + Software)]
    [TestCase(Device | Profile, ProfileSet + Hardware)]
    [TestCase(Driver | Profile, ProfileSet + Software)]
    public void Keys_are_below_the_instance_and_below_the_setup_class(uint type, string path)
    {
        Machine.Io.Pnp.Identity = new DeviceIdentity
        {
            Enumerator = "PCI",
            DeviceId = "VEN_8086&DEV_100E",
            InstanceId = "3&11583659&0&18",
            ClassName = "Net",
            ClassGuid = new Guid("4d36e972-e325-11ce-bfc1-08002be10318"),
        };
        var device = Start();
        Machine.Caller = _driver.Image;
        Assert.That(_driver.IoOpenDeviceRegistryKey(_driver.Pdo, type, 0x20019, out var key), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        Machine.Keys.Find(key, out var found);
        Assert.That(found.Path, Is.EqualTo(path));
        Assert.That(device.DriverKeyName, Is.EqualTo(Software[@"Control\Class\".Length..]), "the property names the same key");
    }
}
