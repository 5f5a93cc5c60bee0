using Verifier.Kernel;

namespace Verifier.Tests.Kernel.Io;

/// <summary>What the public pages of IoRegisterDeviceInterface, IoSetDeviceInterfaceState and IoGetDeviceProperty say.</summary>
public sealed class DeviceInterfacePageTests : PnpFixture
{
    private static readonly Guid s_class = new(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);

    [SetUp]
    public void Start_the_device()
    {
        Start();
        Machine.Caller = _driver.Image;
    }

    [TearDown]
    public void Leave_the_driver() => Machine.Caller = null;

    [Test]
    public void Interface_that_is_registered_again_has_the_same_name_and_says_that_it_existed()
    {
        var first = Registered(null, NTSTATUS.STATUS_SUCCESS);
        var second = Registered(null, NTSTATUS.STATUS_OBJECT_NAME_EXISTS);
        Assert.That(NTSTATUS.STATUS_OBJECT_NAME_EXISTS.IsSuccess, Is.True);
        Assert.That(second, Is.EqualTo(first));
        Assert.That(Registered("one", NTSTATUS.STATUS_SUCCESS), Is.Not.EqualTo(first), "another reference string is another interface");
        Assert.That(Machine.Resources.HeldBy(_driver.Image).Where(r => r.Kind == ResourceKind.String), Is.Empty);
    }

    [TestCase("a/b")]
    [TestCase(@"a\b")]
    [TestCase("/")]
    public void Reference_string_with_a_separator_is_an_invalid_request(string reference) => Registered(reference, NTSTATUS.STATUS_INVALID_DEVICE_REQUEST);

    [Test]
    public void Interface_is_enabled_and_disabled_once()
    {
        var name = new UnicodeString(_driver.Local(16));
        _driver.IoRegisterDeviceInterface(_driver.Pdo, s_class, null, name);
        NTSTATUS[] said =
        [
            _driver.IoSetDeviceInterfaceState(name, false),
            _driver.IoSetDeviceInterfaceState(name, true),
            _driver.IoSetDeviceInterfaceState(name, true),
            _driver.IoSetDeviceInterfaceState(name, false),
            _driver.IoSetDeviceInterfaceState(name, false),
        ];
        Assert.That(said, Is.EqualTo(new[]
        {
            NTSTATUS.STATUS_OBJECT_NAME_NOT_FOUND, NTSTATUS.STATUS_SUCCESS, NTSTATUS.STATUS_OBJECT_NAME_EXISTS, NTSTATUS.STATUS_SUCCESS,
            NTSTATUS.STATUS_OBJECT_NAME_NOT_FOUND,
        }));
        _driver.RtlFreeUnicodeString(name);
    }

    [TestCase(0x14u)]
    [TestCase(uint.MaxValue)]
    public void Property_that_the_routine_does_not_handle_is_invalid_parameter_2(uint property) => Assert.That(
        _driver.IoGetDeviceProperty(_driver.Pdo, (DEVICE_REGISTRY_PROPERTY)property, 64, _driver.Local(64), out _),
        Is.EqualTo(NTSTATUS.STATUS_INVALID_PARAMETER_2));

    [Test]
    public void Device_without_a_user_number_has_all_ones()
    {
        var buffer = _driver.Local(8);
        Assert.That(
            _driver.IoGetDeviceProperty(_driver.Pdo, DEVICE_REGISTRY_PROPERTY.DevicePropertyUINumber, 4, buffer, out var length), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        Assert.That((length, buffer.Read<uint>()), Is.EqualTo((4u, uint.MaxValue)));
    }

    [Test]
    public void Property_may_be_asked_for_its_length_without_a_buffer()
    {
        var status = _driver.IoGetDeviceProperty(_driver.Pdo, DEVICE_REGISTRY_PROPERTY.DevicePropertyHardwareID, 0, Pointer.Null, out var length);
        Assert.That(status, Is.EqualTo(NTSTATUS.STATUS_BUFFER_TOO_SMALL));
        var buffer = _driver.Local((int)length);
        Assert.That(
            _driver.IoGetDeviceProperty(_driver.Pdo, DEVICE_REGISTRY_PROPERTY.DevicePropertyHardwareID, length, buffer, out _), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        Assert.That(buffer.Read<uint>((int)length - 4), Is.Zero, "a list of strings ends with two zeros");
    }

    private string Registered(string? reference, NTSTATUS expected)
    {
        var name = new UnicodeString(_driver.Local(16));
        Assert.That(_driver.IoRegisterDeviceInterface(_driver.Pdo, s_class, reference, name), Is.EqualTo(expected));
        if (!expected.IsSuccess)
        {
            return string.Empty;
        }

        var text = name.ToString()!;
        _driver.RtlFreeUnicodeString(name);
        return text;
    }
}
