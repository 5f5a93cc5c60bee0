using Verifier.Kernel;
using Verifier.Tests.Kernel.Ke;
using static Verifier.Kernel.KEY_VALUE_INFORMATION_CLASS;

namespace Verifier.Tests.Kernel.Zw;

public sealed class ZwKeyTests : KeFixture
{
    private const string Service = @"\Registry\Machine\System\CurrentControlSet\Services\test-driver";

    private Pointer Buffer => NonPaged(0x200);

    [Test]
    public void Every_driver_has_a_service_key()
    {
        var status = Open(@"\REGISTRY\MACHINE\SYSTEM\CurrentControlSet\services\Test-Driver", out var key);
        Assert.That(status, Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        Assert.That(Machine.Resources.Find(ResourceKind.Handle, key), Is.Not.Null);
        Driver.ZwClose(key);
        Assert.That(Machine.Resources.HeldBy(Driver.Image), Is.Empty);
    }

    [Test]
    public void ZwOpenKey_of_a_missing_key_is_not_found() =>
        Assert.That(Open(Service + @"\Parameters", out _), Is.EqualTo(NTSTATUS.STATUS_OBJECT_NAME_NOT_FOUND));

    [Test]
    public void ZwCreateKey_makes_one_level_and_then_opens_it()
    {
        Assert.That(Create(Service + @"\A\B", out _, out _), Is.EqualTo(NTSTATUS.STATUS_OBJECT_NAME_NOT_FOUND));
        Create(Service + @"\A", out _, out var first);
        Create(Service + @"\a", out _, out var second);
        Assert.That((first, second), Is.EqualTo((REG_DISPOSITION.REG_CREATED_NEW_KEY, REG_DISPOSITION.REG_OPENED_EXISTING_KEY)));
    }

    [Test]
    public void ZwQueryValueKey_tells_the_length_and_fills_what_fits()
    {
        Machine.Registry.Set(Service, "Depth", 7);
        Open(Service, out var key);
        var name = Driver.UnicodeLiteral("depth");
        var tooSmall = Driver.ZwQueryValueKey(key, name, KeyValuePartialInformation, Buffer, 8, out var needed);
        Assert.That((tooSmall, needed), Is.EqualTo((NTSTATUS.STATUS_BUFFER_TOO_SMALL, 16u)));
        var partly = Driver.ZwQueryValueKey(key, name, KeyValuePartialInformation, Buffer, 14, out _);
        Assert.That((partly, Buffer.Read<ushort>(12)), Is.EqualTo((NTSTATUS.STATUS_BUFFER_OVERFLOW, (ushort)7)));
        var all = Driver.ZwQueryValueKey(key, name, KeyValuePartialInformation, Buffer, 16, out _);
        Assert.That((all, Buffer.Read<uint>(4), Buffer.Read<uint>(8)), Is.EqualTo((NTSTATUS.STATUS_SUCCESS, 4u, 4u)));
        Assert.That(
            Driver.ZwQueryValueKey(key, Driver.UnicodeLiteral("x"), KeyValuePartialInformation, Buffer, 16, out _),
            Is.EqualTo(NTSTATUS.STATUS_OBJECT_NAME_NOT_FOUND));
    }

    [Test]
    public void ZwSetValueKey_is_read_back_in_every_form_and_enumerated()
    {
        Open(Service, out var key);
        NonPaged(0).Write(0, 0x11223344);
        Driver.ZwSetValueKey(key, Driver.UnicodeLiteral("V"), REG_TYPE.REG_BINARY, NonPaged(0), 4);
        Driver.ZwQueryValueKey(key, Driver.UnicodeLiteral("V"), KeyValueFullInformation, Buffer, 64, out var needed);
        var offset = Buffer.Read<int>(8);
        Assert.That((needed, offset, Buffer.Read<int>(offset)), Is.EqualTo((28u, 24, 0x11223344)));
        Driver.ZwEnumerateValueKey(key, 0, KeyValueBasicInformation, Buffer, 64, out _);
        Assert.That((Buffer.Read<uint>(8), (char)Buffer.Read<ushort>(12)), Is.EqualTo((2u, 'V')));
        Assert.That(
            Driver.ZwEnumerateValueKey(key, 1, KeyValueBasicInformation, Buffer, 64, out _), Is.EqualTo(NTSTATUS.STATUS_NO_MORE_ENTRIES));
        Assert.That(Driver.ZwDeleteValueKey(key, Driver.UnicodeLiteral("V")), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        Assert.That(Driver.ZwDeleteValueKey(key, Driver.UnicodeLiteral("V")), Is.EqualTo(NTSTATUS.STATUS_OBJECT_NAME_NOT_FOUND));
    }

    [Test]
    public void ZwEnumerateKey_is_in_order_of_names()
    {
        Create(Service + @"\B", out _, out _);
        Create(Service + @"\A", out _, out _);
        Open(Service, out var key);
        Driver.ZwEnumerateKey(key, 0, KEY_INFORMATION_CLASS.KeyBasicInformation, Buffer, 64, out _);
        Assert.That((Buffer.Read<uint>(12), (char)Buffer.Read<ushort>(16)), Is.EqualTo((2u, 'A')));
        Assert.That(
            Driver.ZwEnumerateKey(key, 2, KEY_INFORMATION_CLASS.KeyBasicInformation, Buffer, 64, out _),
            Is.EqualTo(NTSTATUS.STATUS_NO_MORE_ENTRIES));
        Assert.That(Driver.ZwDeleteKey(key), Is.EqualTo(NTSTATUS.STATUS_CANNOT_DELETE), "it has subkeys");
    }

    [Test]
    public void ZwOpenKey_relative_to_another_key()
    {
        Create(Service + @"\Parameters", out _, out _);
        Open(Service, out var key);
        Assert.That(Open("Parameters", out _, key), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        Assert.That(Open("Parameters", out _), Is.EqualTo(NTSTATUS.STATUS_OBJECT_NAME_INVALID));
        Assert.That(Open("Parameters", out _, 0x44), Is.EqualTo(NTSTATUS.STATUS_INVALID_HANDLE));
    }

    [Test]
    public void ZwCreateKey_with_the_pool_exhausted_makes_nothing()
    {
        BootWithEmptyPool(POOL_TYPE.NonPagedPool);
        var status = Create(Service + @"\A", out var key, out _);
        Assert.That((status, key), Is.EqualTo((DdiCatalogue.Find("ZwCreateKey")!.Failure.Status, 0UL)));
        Assert.That(Machine.Registry.Find(Service + @"\A"), Is.Null);
    }

    [Test]
    public void ZwOpenKey_above_passive_level_is_a_violation()
    {
        Boot(ProfileName, DriverVerifierOptions.SpecialPool);
        Driver.KeRaiseIrql(KIRQL.APC_LEVEL, out _);
        AssertViolation(0xE5, () => Open(Service, out _));
    }

    private NTSTATUS Open(string path, out ulong key, ulong root = 0) => Driver.ZwOpenKey(out key, 0x20019, Attributes(path, root));

    private NTSTATUS Create(string path, out ulong key, out REG_DISPOSITION disposition) =>
        Driver.ZwCreateKey(out key, 0xF003F, Attributes(path, 0), 0, out disposition);

    private Pointer Attributes(string path, ulong root)
    {
        var attributes = Driver.Local(SizeOf.OBJECT_ATTRIBUTES);
        Driver.InitializeObjectAttributes(attributes, Driver.UnicodeLiteral(path), OBJ_ATTRIBUTE_FLAGS.OBJ_KERNEL_HANDLE, root);
        return attributes;
    }
}
