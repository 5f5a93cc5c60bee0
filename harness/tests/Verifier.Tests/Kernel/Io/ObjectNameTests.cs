using Verifier.Kernel;

namespace Verifier.Tests.Kernel.Io;

/// <summary>Where in the object manager's directories devices and links may be.</summary>
public sealed class ObjectNameTests : IoFixture
{
    private TestDriver _driver = null!;

    [SetUp]
    public void LoadDriver()
    {
        _driver = Load(new TestDriver());
        Machine.Caller = _driver.Image;
    }

    [TestCase(@"\NoSuchDirectory\Device", "STATUS_OBJECT_PATH_NOT_FOUND")]
    [TestCase(@"\Device\NoSuchDirectory\Device", "STATUS_OBJECT_PATH_NOT_FOUND")]
    [TestCase(@"\??\NoSuchDirectory\Device", "STATUS_OBJECT_PATH_NOT_FOUND")]
    [TestCase(@"\Device\Test\Below", "STATUS_OBJECT_TYPE_MISMATCH")]
    [TestCase(@"\Device\Test\Below\Below", "STATUS_OBJECT_TYPE_MISMATCH")]
    [TestCase(@"\DosDevices\Test\Below", "STATUS_OBJECT_TYPE_MISMATCH")]
    [TestCase(@"\Device", "STATUS_OBJECT_NAME_COLLISION")]
    [TestCase(@"\DosDevices", "STATUS_OBJECT_NAME_COLLISION")]
    [TestCase(@"\Device\", "STATUS_OBJECT_NAME_INVALID")]
    [TestCase(@"\Device\\Other", "STATUS_OBJECT_NAME_INVALID")]
    [TestCase(@"\", "STATUS_OBJECT_NAME_INVALID")]
    [TestCase("Other", "STATUS_OBJECT_NAME_INVALID")]
    public void Name_that_is_in_no_directory_is_refused_and_nothing_exists(string name, string status)
    {
        var (held, paged) = (Held(_driver).Count(), Machine.Pool.Census.Blocks);
        var created = _driver.IoCreateDevice(_driver.Object, 8, name, FILE_DEVICE.FILE_DEVICE_UNKNOWN, 0, false, out var device);
        Assert.That((created.ToString(), device.IsNull), Is.EqualTo((status, true)));
        Assert.That(_driver.IoCreateSymbolicLink(name, TestDriver.DeviceName).ToString(), Is.EqualTo(status));
        Assert.That((Held(_driver).Count(), Machine.Pool.Census.Blocks), Is.EqualTo((held, paged)));
    }

    [TestCase(@"\Device\Other")]
    [TestCase(@"\DEVICE\Other")]
    [TestCase(@"\Other")]
    [TestCase(@"\??\Other")]
    [TestCase(@"\DosDevices\Other")]
    [TestCase(@"\GLOBAL??\Other")]
    [TestCase(@"\FileSystem\Other")]
    public void Name_in_a_directory_of_the_system_is_accepted(string name)
    {
        var status = _driver.IoCreateDevice(_driver.Object, 8, name, FILE_DEVICE.FILE_DEVICE_UNKNOWN, 0, false, out var device);
        Assert.That(status, Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        _driver.IoDeleteDevice(device);
        Assert.That(_driver.IoCreateSymbolicLink(name, TestDriver.DeviceName), Is.EqualTo(NTSTATUS.STATUS_SUCCESS), "the name is free again");
    }

    [TestCase(@"\NoSuchDirectory\Test", "STATUS_OBJECT_PATH_NOT_FOUND")]
    [TestCase(@"\Device\NoSuchDirectory\Test", "STATUS_OBJECT_PATH_NOT_FOUND")]
    [TestCase(@"\Device\Nobody", "STATUS_OBJECT_NAME_NOT_FOUND")]
    public void Open_tells_a_missing_directory_from_a_missing_device(string name, string status)
    {
        Machine.Caller = null;
        Assert.That(Requests.Open(name, out var opened), Is.Null);
        Assert.That(opened.ToString(), Is.EqualTo(status));
    }

    [Test]
    public void Path_behind_a_device_is_the_devices_own_business()
    {
        Machine.Caller = null;
        Assert.That(Open(TestDriver.LinkName + @"\any\path").Name, Is.EqualTo(TestDriver.LinkName + @"\any\path"));
    }
}
