using Verifier.Kernel;
using Verifier.Tests.Kernel.Ke;
using static Verifier.Kernel.RTL_QUERY_REGISTRY;
using static Verifier.Kernel.RTL_REGISTRY;

namespace Verifier.Tests.Kernel.Rtl;

public sealed class RtlRegistryTests : KeFixture
{
    private const string Service = @"\Registry\Machine\System\CurrentControlSet\Services\test-driver";

    private Pointer Destination => NonPaged(0x200);

    [Test]
    public void RtlQueryRegistryValues_reads_numbers_directly()
    {
        Machine.Registry.Set(Service, "Depth", 7);
        Assert.That(Query("Depth", RTL_QUERY_REGISTRY_REQUIRED), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        Assert.That(Destination.Read<uint>(), Is.EqualTo(7));
    }

    [Test]
    public void RtlQueryRegistryValues_gives_a_string_a_buffer_of_its_own()
    {
        Machine.Registry.Set(Service, "Label", "disk");
        Assert.That(Query("Label", 0), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        var text = new UnicodeString(Destination);
        Assert.That((text.ToString(), text.MaximumLength), Is.EqualTo(("disk", (ushort)10)));
        Assert.That(Machine.Resources.Find(ResourceKind.String, text.Buffer), Is.Not.Null);
        Driver.RtlFreeUnicodeString(text);
        Assert.That(Machine.Resources.HeldBy(Driver.Image), Is.Empty);
    }

    [Test]
    public void RtlQueryRegistryValues_with_the_pool_exhausted_is_no_memory()
    {
        BootWithEmptyPool(POOL_TYPE.PagedPool);
        Machine.Registry.Set(Service, "Label", "disk");
        Assert.That(Query("Label", 0), Is.EqualTo(DdiCatalogue.Find("RtlQueryRegistryValues")!.Failure.Status));
    }

    [Test]
    public void RtlQueryRegistryValues_into_a_string_that_is_too_short()
    {
        Machine.Registry.Set(Service, "Label", "disk");
        Driver.RtlInitEmptyUnicodeString(new UnicodeString(Destination), NonPaged(0x300), 8);
        Assert.That(Query("Label", 0), Is.EqualTo(NTSTATUS.STATUS_BUFFER_TOO_SMALL));
    }

    [Test]
    public void RtlQueryRegistryValues_of_a_missing_value_uses_the_default_or_says_so()
    {
        Assert.That(Query("None", 0), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        Assert.That(Query("None", RTL_QUERY_REGISTRY_REQUIRED), Is.EqualTo(NTSTATUS.STATUS_OBJECT_NAME_NOT_FOUND));
        NonPaged(0x300).Write(0, 99);
        var entry = Entry("None", 0);
        entry.DefaultType = (uint)REG_TYPE.REG_DWORD;
        entry.DefaultData = NonPaged(0x300);
        entry.DefaultLength = 4;
        Assert.That(Driver.RtlQueryRegistryValues(RTL_REGISTRY_ABSOLUTE, Path, entry), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        Assert.That(Destination.Read<int>(), Is.EqualTo(99));
    }

    [Test]
    public void RtlQueryRegistryValues_checks_the_type_it_was_told()
    {
        Machine.Registry.Set(Service, "Depth", 7);
        var entry = Entry("Depth", RTL_QUERY_REGISTRY_TYPECHECK);
        entry.DefaultType = (uint)REG_TYPE.REG_SZ << 24;
        var status = Driver.RtlQueryRegistryValues(RTL_REGISTRY_ABSOLUTE, Path, entry);
        Assert.That(status, Is.EqualTo(NTSTATUS.STATUS_OBJECT_TYPE_MISMATCH));
    }

    [Test]
    public void RtlQueryRegistryValues_of_bytes_needs_room_announced_in_front()
    {
        Machine.Registry.Set(Service, "Mac", REG_TYPE.REG_BINARY, [1, 2, 3, 4, 5, 6]);
        Destination.Write(0, -5);
        Assert.That(Query("Mac", 0), Is.EqualTo(NTSTATUS.STATUS_BUFFER_TOO_SMALL));
        Destination.Write(0, -6);
        Assert.That(Query("Mac", 0), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        Assert.That(Destination.Read<uint>(), Is.EqualTo(0x04030201));
    }

    [Test]
    public void RtlWriteRegistryValue_makes_the_key_and_RtlDeleteRegistryValue_removes_the_value()
    {
        var parameters = Driver.WideLiteral(@"test-driver\Parameters");
        Assert.That(Driver.RtlCheckRegistryKey(RTL_REGISTRY_SERVICES, parameters), Is.EqualTo(NTSTATUS.STATUS_OBJECT_NAME_NOT_FOUND));
        NonPaged(0).Write(0, 3);
        Driver.RtlWriteRegistryValue(RTL_REGISTRY_SERVICES, parameters, Driver.WideLiteral("N"), REG_TYPE.REG_DWORD, NonPaged(0), 4);
        Assert.That(Driver.RtlCheckRegistryKey(RTL_REGISTRY_SERVICES, parameters), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        Assert.That(Machine.Registry.Find(Service + @"\Parameters")!.Value("n")!.Data, Is.EqualTo(new byte[] { 3, 0, 0, 0 }));
        Assert.That(
            Driver.RtlDeleteRegistryValue(RTL_REGISTRY_SERVICES, parameters, Driver.WideLiteral("N")), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        Assert.That(Machine.Registry.Find(Service + @"\Parameters")!.Values, Is.Empty);
    }

    private Pointer Path => Driver.WideLiteral(Service);

    private NTSTATUS Query(string name, RTL_QUERY_REGISTRY flags) =>
        Driver.RtlQueryRegistryValues(RTL_REGISTRY_ABSOLUTE, Path, Entry(name, flags));

    private RtlQueryRegistryTable Entry(string name, RTL_QUERY_REGISTRY flags)
    {
        var table = Driver.Local(2 * SizeOf.RTL_QUERY_REGISTRY_TABLE);
        Driver.RtlZeroMemory(table, 2 * SizeOf.RTL_QUERY_REGISTRY_TABLE);
        return new RtlQueryRegistryTable(table)
        {
            Flags = flags | RTL_QUERY_REGISTRY_DIRECT,
            Name = Driver.WideLiteral(name),
            EntryContext = Destination,
        };
    }
}
