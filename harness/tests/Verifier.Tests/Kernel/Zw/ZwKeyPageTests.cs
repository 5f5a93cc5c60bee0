using Verifier.Kernel;
using Verifier.Tests.Kernel.Ke;
using static Verifier.Kernel.KEY_INFORMATION_CLASS;
using static Verifier.Kernel.KEY_VALUE_INFORMATION_CLASS;

namespace Verifier.Tests.Kernel.Zw;

/// <summary>What the public pages of the Zw key routines say of forms, lengths, names and deleted keys.</summary>
public sealed class ZwKeyPageTests : KeFixture
{
    private const string Service = @"\Registry\Machine\System\CurrentControlSet\Services\test-driver";
    private const uint Filled = 0x5A5A5A5A;

    private Pointer Buffer => NonPaged(0x200);

    [SetUp]
    public void Fill_the_buffer()
    {
        for (var i = 0; i < 0x80; i += 4)
        {
            Buffer.Write(i, Filled);
        }
    }

    // "ZwQueryValueKey function", "ZwEnumerateValueKey function (wdm.h)": too small writes nothing, an overflow a part; both tell the length.
    [TestCase(0u, 0xC0000023u, 0)]
    [TestCase(11u, 0xC0000023u, 0)]
    [TestCase(12u, 0x80000005u, 0)]
    [TestCase(15u, 0x80000005u, 3)]
    [TestCase(16u, 0u, 4)]
    [TestCase(64u, 0u, 4)]
    public void Value_that_does_not_fit_tells_its_length(uint length, uint status, int dataBytes)
    {
        Machine.Registry.Set(Service, "Depth", 0x04030201);
        var key = Open(Service);
        NTSTATUS[] both =
        [
            Driver.ZwQueryValueKey(key, Driver.UnicodeLiteral("Depth"), KeyValuePartialInformation, Buffer, length, out var queried),
            Driver.ZwEnumerateValueKey(key, 0, KeyValuePartialInformation, Buffer, length, out var enumerated),
        ];
        Assert.That(both.Select(s => s.Value), Is.All.EqualTo(status));
        Assert.That((queried, enumerated), Is.EqualTo((16u, 16u)));
        var isWritten = length >= 12;
        Assert.That(Buffer.Read<uint>(8), Is.EqualTo(isWritten ? 4u : Filled));
        for (var i = 0; i < 8; i++)
        {
            Assert.That(Buffer.Read<byte>(12 + i), Is.EqualTo(i < dataBytes ? i + 1 : 0x5A));
        }
    }

    [Test]
    public void Buffer_may_be_NULL_to_ask_for_the_length()
    {
        Machine.Registry.Set(Service, "Depth", 7);
        var status = Driver.ZwQueryValueKey(Open(Service), Driver.UnicodeLiteral("Depth"), KeyValueFullInformation, Pointer.Null, 0, out var needed);
        Assert.That((status, needed), Is.EqualTo((NTSTATUS.STATUS_BUFFER_TOO_SMALL, 36u)));
    }

    [Test]
    public void Form_that_there_is_not_is_an_invalid_parameter()
    {
        Machine.Registry.Set(Service, "Depth", 7);
        Create(Service + @"\A");
        var key = Open(Service);
        NTSTATUS[] all =
        [
            Driver.ZwQueryValueKey(key, Driver.UnicodeLiteral("Depth"), (KEY_VALUE_INFORMATION_CLASS)99, Buffer, 64, out _),
            Driver.ZwEnumerateValueKey(key, 0, (KEY_VALUE_INFORMATION_CLASS)99, Buffer, 64, out _),
            Driver.ZwEnumerateKey(key, 0, (KEY_INFORMATION_CLASS)3, Buffer, 64, out _),
        ];
        Assert.That(all, Is.All.EqualTo(NTSTATUS.STATUS_INVALID_PARAMETER));
        Assert.That(Buffer.Read<uint>(), Is.EqualTo(Filled));
    }

    // "_KEY_VALUE_INFORMATION_CLASS (wdm.h)"
    [Test]
    public void Aligned_forms_need_a_boundary_of_eight_bytes()
    {
        Machine.Registry.Set(Service, "Depth", 7);
        var (key, name) = (Open(Service), Driver.UnicodeLiteral("Depth"));
        foreach (var form in new[] { KeyValueFullInformationAlign64, KeyValuePartialInformationAlign64 })
        {
            var odd = Driver.ZwQueryValueKey(key, name, form, Buffer + 4, 64, out _);
            Assert.That(odd, Is.EqualTo(NTSTATUS.STATUS_DATATYPE_MISALIGNMENT));
        }

        Driver.ZwQueryValueKey(key, name, KeyValueFullInformationAlign64, Buffer, 64, out var full);
        Assert.That((full, Buffer.Read<uint>(8), Buffer.Read<uint>(32)), Is.EqualTo((36u, 32u, 7u)));
        Driver.ZwQueryValueKey(key, name, KeyValuePartialInformationAlign64, Buffer, 64, out var partial);
        Assert.That((partial, Buffer.Read<uint>(), Buffer.Read<uint>(4), Buffer.Read<uint>(8)), Is.EqualTo((12u, (uint)REG_TYPE.REG_DWORD, 4u, 7u)));
    }

    // "ZwEnumerateKey function", "_KEY_NODE_INFORMATION structure", "_KEY_FULL_INFORMATION structure"
    [Test]
    public void Subkey_is_described_as_a_node()
    {
        Create(Service + @"\Ab");
        var status = Driver.ZwEnumerateKey(Open(Service), 0, KeyNodeInformation, Buffer, 64, out var length);
        Assert.That((status, length), Is.EqualTo((NTSTATUS.STATUS_SUCCESS, 28u)));
        Assert.That((Buffer.Read<uint>(12), Buffer.Read<uint>(16), Buffer.Read<uint>(20), Buffer.Read<char>(24)), Is.EqualTo((28u, 0u, 4u, 'A')));
    }

    [Test]
    public void Subkey_is_described_with_what_is_in_it()
    {
        Create(Service + @"\Ab");
        Create(Service + @"\Ab\Long");
        Create(Service + @"\Ab\C");
        Machine.Registry.Set(Service + @"\Ab", "Depth", 7);
        Machine.Registry.Set(Service + @"\Ab", "N", "disk");
        var status = Driver.ZwEnumerateKey(Open(Service), 0, KeyFullInformation, Buffer, 44, out var length);
        Assert.That((status, length), Is.EqualTo((NTSTATUS.STATUS_SUCCESS, 44u)));
        uint[] fields = [.. Enumerable.Range(3, 8).Select(i => Buffer.Read<uint>(4 * i))];
        Assert.That(fields, Is.EqualTo(new uint[] { 44, 0, 2, 8, 0, 2, 10, 10 }));
        Assert.That(Driver.ZwEnumerateKey(Open(Service), 0, KeyFullInformation, Buffer, 43, out _), Is.EqualTo(NTSTATUS.STATUS_BUFFER_TOO_SMALL));
    }

    // "ZwSetValueKey function": a value need not have a name, and a name that is there is replaced.
    [Test]
    public void Value_without_a_name_is_set_by_NULL_or_an_empty_name_and_replaced()
    {
        Boot(ProfileName, DriverVerifierOptions.SecurityChecks);
        var key = Open(Service);
        NonPaged(0).Write(0, 1);
        Assert.That(Driver.ZwSetValueKey(key, default, REG_TYPE.REG_DWORD, NonPaged(0), 4), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        NonPaged(0).Write(0, 2);
        Assert.That(Driver.ZwSetValueKey(key, Driver.UnicodeLiteral(""), REG_TYPE.REG_DWORD, NonPaged(0), 4), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        Assert.That(Machine.Registry.Find(Service)!.Values.Single().Data[0], Is.EqualTo(2));
        Assert.That(Driver.ZwDeleteValueKey(key, Driver.UnicodeLiteral("")), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
    }

    [Test]
    public void Value_may_have_no_data()
    {
        var key = Open(Service);
        Assert.That(Driver.ZwSetValueKey(key, Driver.UnicodeLiteral("N"), REG_TYPE.REG_BINARY, default, 0), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        var status = Driver.ZwQueryValueKey(key, Driver.UnicodeLiteral("n"), KeyValuePartialInformation, Buffer, 12, out var length);
        Assert.That((status, length, Buffer.Read<uint>(8)), Is.EqualTo((NTSTATUS.STATUS_SUCCESS, 12u, 0u)));
    }

    // "ZwDeleteKey function": every handle to the key is invalid then, and is to be closed all the same.
    [Test]
    public void Handles_to_a_deleted_key_are_only_good_for_being_closed()
    {
        Create(Service + @"\A");
        var (one, two) = (Open(Service + @"\A"), Open(Service + @"\A"));
        Assert.That(Driver.ZwDeleteKey(one), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        foreach (var key in new[] { one, two })
        {
            NTSTATUS[] all =
            [
                Driver.ZwDeleteKey(key),
                Driver.ZwSetValueKey(key, Driver.UnicodeLiteral("N"), REG_TYPE.REG_BINARY, default, 0),
                Driver.ZwQueryValueKey(key, Driver.UnicodeLiteral("N"), KeyValuePartialInformation, Buffer, 16, out _),
                Driver.ZwDeleteValueKey(key, Driver.UnicodeLiteral("N")),
                Driver.ZwEnumerateKey(key, 0, KeyBasicInformation, Buffer, 16, out _),
                Driver.ZwEnumerateValueKey(key, 0, KeyValueBasicInformation, Buffer, 16, out _),
            ];
            Assert.That(all, Is.All.EqualTo(new NTSTATUS(0xC000017C)), "STATUS_KEY_DELETED");
            Assert.That(Driver.ZwClose(key), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        }

        Assert.That(Machine.Registry.Find(Service + @"\A"), Is.Null);
        Create(Service + @"\A");
        Assert.That(Driver.ZwDeleteKey(Open(Service + @"\A")), Is.EqualTo(NTSTATUS.STATUS_SUCCESS), "one of the same name is another key");
    }

    // "ZwDeleteValueKey function (wdm.h)"
    [Test]
    public void ZwDeleteValueKey_may_lack_resources()
    {
        var contract = DdiCatalogue.Find("ZwDeleteValueKey")!.Failure;
        Assert.That((contract.ShapeFor([0, 0]), contract.Status), Is.EqualTo((FailureShape.Status, NTSTATUS.STATUS_INSUFFICIENT_RESOURCES)));
        Assert.That(Driver.ZwDeleteValueKey(0, Driver.UnicodeLiteral("N")), Is.EqualTo(NTSTATUS.STATUS_INVALID_HANDLE));
    }

    [Test]
    public void Existing_key_is_opened_and_keeps_its_values()
    {
        Machine.Registry.Set(Service, "Depth", 7);
        Assert.That(Driver.ZwCreateKey(out _, 0xF003F, Attributes(Service), 0, out var disposition), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        Assert.That(disposition, Is.EqualTo(REG_DISPOSITION.REG_OPENED_EXISTING_KEY));
        Assert.That(Machine.Registry.Find(Service)!.Values, Has.Count.EqualTo(1));
    }

    private ulong Open(string path)
    {
        Assert.That(Driver.ZwOpenKey(out var key, 0x20019, Attributes(path)), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        return key;
    }

    private void Create(string path)
    {
        Assert.That(Driver.ZwCreateKey(out var key, 0xF003F, Attributes(path), 0, out _), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        Driver.ZwClose(key);
    }

    private Pointer Attributes(string path)
    {
        var attributes = Driver.Local(SizeOf.OBJECT_ATTRIBUTES);
        Driver.InitializeObjectAttributes(attributes, Driver.UnicodeLiteral(path), OBJ_ATTRIBUTE_FLAGS.OBJ_KERNEL_HANDLE);
        return attributes;
    }
}
