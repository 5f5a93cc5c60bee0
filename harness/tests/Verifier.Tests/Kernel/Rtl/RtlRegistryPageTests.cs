using Verifier.Kernel;
using Verifier.Tests.Kernel.Ke;
using static Verifier.Kernel.RTL_QUERY_REGISTRY;
using static Verifier.Kernel.RTL_REGISTRY;

namespace Verifier.Tests.Kernel.Rtl;

/// <summary>What the public pages of the Rtl registry routines say of lists, defaults, lengths, missing keys and handles.</summary>
public sealed class RtlRegistryPageTests : KeFixture
{
    private const string Service = @"\Registry\Machine\System\CurrentControlSet\Services\test-driver";

    private readonly List<string> _reports = [];

    private Pointer Destination => NonPaged(0x200);

    private UnicodeString Text => new(Destination);

    [SetUp]
    public void Forget() => _reports.Clear();

    // "RtlQueryRegistryValues function (wdm.h)": each string of a list in a call of its own.
    [TestCase("a\0\0b\0\0", "a,,b")]
    [TestCase("\0a\0\0", ",a")]
    [TestCase("a\0\0\0", "a,")]
    [TestCase("a\0b\0\0", "a,b")]
    [TestCase("\0\0", "")]
    [TestCase("a\0b", "a,b")]
    public void List_is_reported_with_its_empty_strings(string data, string strings)
    {
        Machine.Registry.Set(Service, "List", REG_TYPE.REG_MULTI_SZ, Wide(data));
        Assert.That(Report("List"), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        Assert.That(_reports, Is.EqualTo(strings.Split(',').Select(s => $"List REG_SZ {s}\0")));
    }

    [TestCase("\0")]
    [TestCase("")]
    public void List_without_a_string_is_not_reported(string data)
    {
        Machine.Registry.Set(Service, "List", REG_TYPE.REG_MULTI_SZ, Wide(data));
        Assert.That(Report("List"), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        Assert.That(_reports, Is.Empty);
    }

    [TestCase(REG_TYPE.REG_MULTI_SZ, 10)]
    [TestCase(REG_TYPE.REG_SZ, 4)]
    [TestCase(REG_TYPE.REG_EXPAND_SZ, 4)]
    public void Default_without_a_length_is_as_long_as_its_text_or_its_whole_list(REG_TYPE type, int bytes)
    {
        Machine.Memory.CopyTo(NonPaged(0x300), Wide("a\0b\0\0zz\0"));
        var entry = Entry("None", RTL_QUERY_REGISTRY_NOEXPAND);
        (entry.DefaultType, entry.DefaultData, entry.DefaultLength) = ((uint)type, NonPaged(0x300), 0);
        entry.SetQueryRoutine(Told);
        Assert.That(Query(entry), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        Assert.That(_reports, Is.EqualTo(new[] { $"None {type} {"a\0b\0\0"[..(bytes / 2)]}" }));
    }

    [Test]
    public void Default_list_without_a_length_is_reported_string_by_string()
    {
        Machine.Memory.CopyTo(NonPaged(0x300), Wide("a\0b\0\0zz\0"));
        var entry = Entry("None", 0);
        (entry.DefaultType, entry.DefaultData) = ((uint)REG_TYPE.REG_MULTI_SZ, NonPaged(0x300));
        entry.SetQueryRoutine(Told);
        Query(entry);
        Assert.That(_reports, Is.EqualTo(new[] { "None REG_SZ a\0", "None REG_SZ b\0" }));
    }

    [Test]
    public void Default_of_a_number_without_a_length_has_no_data()
    {
        NonPaged(0x300).Write(0, 99);
        Destination.Write(0, 7);
        var entry = Entry("None", RTL_QUERY_REGISTRY_DIRECT);
        (entry.DefaultType, entry.DefaultData) = ((uint)REG_TYPE.REG_DWORD, NonPaged(0x300));
        Assert.That(Query(entry), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        Assert.That(Destination.Read<int>(), Is.EqualTo(7));
    }

    [Test]
    public void Type_check_is_of_the_stored_value_and_not_of_the_default()
    {
        NonPaged(0x300).Write(0, 99);
        var entry = Entry("Depth", RTL_QUERY_REGISTRY_DIRECT | RTL_QUERY_REGISTRY_TYPECHECK);
        (entry.DefaultType, entry.DefaultData, entry.DefaultLength) = (((uint)REG_TYPE.REG_SZ << 24) | (uint)REG_TYPE.REG_DWORD, NonPaged(0x300), 4);
        Assert.That(Query(entry), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        Assert.That(Destination.Read<int>(), Is.EqualTo(99));
        Machine.Registry.Set(Service, "Depth", 7);
        Assert.That(Query(entry), Is.EqualTo(NTSTATUS.STATUS_OBJECT_TYPE_MISMATCH));
        Assert.That(Destination.Read<int>(), Is.EqualTo(99), "left as it was");
    }

    [Test]
    public void List_is_read_directly_as_one_string_that_holds_its_zeros()
    {
        Machine.Registry.Set(Service, "List", REG_TYPE.REG_MULTI_SZ, Wide("a\0b\0\0"));
        Query(Entry("List", RTL_QUERY_REGISTRY_DIRECT | RTL_QUERY_REGISTRY_NOEXPAND));
        Assert.That((Text.ToString(), Text.MaximumLength), Is.EqualTo(("a\0b\0", (ushort)10)));
        Driver.RtlFreeUnicodeString(Text);
    }

    [TestCase(10, 0u)]
    [TestCase(9, 0xC0000023u)]
    public void Text_is_read_directly_with_its_terminator_or_not_at_all(int room, uint status)
    {
        Machine.Registry.Set(Service, "Label", "disk");
        NonPaged(0x300).Write(0, 0x5A5A5A5A);
        Driver.RtlInitEmptyUnicodeString(Text, NonPaged(0x300), (ushort)room);
        Assert.That(Query(Entry("Label", RTL_QUERY_REGISTRY_DIRECT)).Value, Is.EqualTo(status));
        Assert.That(((int)Text.Length, NonPaged(0x300).Read<ushort>()), Is.EqualTo(status == 0 ? (8, (ushort)'d') : (0, (ushort)0x5A5A)));
    }

    [Test]
    public void Text_longer_than_a_UNICODE_STRING_can_count_never_counts_less_than_it_holds()
    {
        Machine.Registry.Set(Service, "Long", REG_TYPE.REG_SZ, new byte[70_000]);
        Assert.That(Query(Entry("Long", RTL_QUERY_REGISTRY_DIRECT)), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        Assert.That((Text.Length, Text.MaximumLength), Is.EqualTo(((ushort)0xFFFC, (ushort)0xFFFE)));
        Driver.RtlFreeUnicodeString(Text);
    }

    [TestCase(8, 5, 0xC0000023u)]
    [TestCase(13, 5, 0u)]
    [TestCase(-4, 5, 0xC0000023u)]
    [TestCase(-5, 5, 0u)]
    [TestCase(0, 5, 0xC0000023u)]
    [TestCase(0, 4, 0u)]
    public void Bytes_are_read_directly_as_the_size_in_front_allows(int announced, int bytes, uint status)
    {
        Machine.Registry.Set(Service, "Mac", REG_TYPE.REG_BINARY, [.. Enumerable.Range(1, bytes).Select(i => (byte)i)]);
        Destination.Write(0, announced);
        Assert.That(Query(Entry("Mac", RTL_QUERY_REGISTRY_DIRECT)).Value, Is.EqualTo(status));
        var data = status != 0 ? (announced, 0) : announced > 0 ? (bytes, (int)REG_TYPE.REG_BINARY) : (0x04030201, Destination.Read<int>(4));
        Assert.That((Destination.Read<int>(), status != 0 ? 0 : Destination.Read<int>(4)), Is.EqualTo(data));
    }

    [Test]
    public void Stored_value_without_a_type_or_a_name_is_reported_with_its_data_and_an_empty_name()
    {
        Machine.Registry.Set(Service, "", REG_TYPE.REG_NONE, Wide("x\0"));
        Assert.That(Report(null), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        Assert.That(_reports, Is.EqualTo(new[] { " REG_NONE x\0" }));
    }

    [Test]
    public void Default_counts_for_a_required_value_too_unless_there_is_none()
    {
        var entry = Entry("None", RTL_QUERY_REGISTRY_DIRECT | RTL_QUERY_REGISTRY_REQUIRED);
        Assert.That(Query(entry), Is.EqualTo(NTSTATUS.STATUS_OBJECT_NAME_NOT_FOUND));
        NonPaged(0x300).Write(0, 99);
        (entry.DefaultType, entry.DefaultData, entry.DefaultLength) = ((uint)REG_TYPE.REG_DWORD, NonPaged(0x300), 4);
        Assert.That(Query(entry), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
    }

    [Test]
    public void Missing_key_is_not_found_and_calls_nothing()
    {
        var entry = Entry(null, 0);
        entry.SetQueryRoutine(Told);
        Assert.That(
            Driver.RtlQueryRegistryValues(RTL_REGISTRY_SERVICES, Driver.WideLiteral("nobody"), entry), Is.EqualTo(NTSTATUS.STATUS_OBJECT_NAME_NOT_FOUND));
        Assert.That(_reports, Is.Empty);
    }

    // "RtlCreateRegistryKey function", "RtlWriteRegistryValue function": keys above the last one are not made.
    [Test]
    public void Only_the_last_key_of_a_path_is_made()
    {
        var deep = Driver.WideLiteral(@"test-driver\A\B");
        Assert.That(Driver.RtlCreateRegistryKey(RTL_REGISTRY_SERVICES, deep), Is.EqualTo(NTSTATUS.STATUS_OBJECT_NAME_NOT_FOUND));
        Assert.That(Write(RTL_REGISTRY_SERVICES, deep), Is.EqualTo(NTSTATUS.STATUS_OBJECT_NAME_NOT_FOUND));
        Assert.That(Machine.Registry.Find(Service + @"\A"), Is.Null);
        Assert.That(Driver.RtlCreateRegistryKey(RTL_REGISTRY_SERVICES, Driver.WideLiteral(@"test-driver\A")), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        Assert.That(Write(RTL_REGISTRY_SERVICES, deep), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        Assert.That(Driver.RtlCreateRegistryKey(RTL_REGISTRY_SERVICES, deep), Is.EqualTo(NTSTATUS.STATUS_SUCCESS), "it is there already");
        Assert.That(Machine.Registry.Find(Service + @"\A\B")!.Values, Has.Count.EqualTo(1));
    }

    [Test]
    public void Optional_flag_does_not_keep_a_key_from_being_made()
    {
        const RTL_REGISTRY optional = (RTL_REGISTRY)0x80000000;
        Assert.That(Write(RTL_REGISTRY_SERVICES | optional, Driver.WideLiteral(@"test-driver\A")), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        Assert.That(Machine.Registry.Find(Service + @"\A"), Is.Not.Null);
    }

    [Test]
    public void Value_may_have_no_data()
    {
        Assert.That(
            Driver.RtlWriteRegistryValue(RTL_REGISTRY_SERVICES, Driver.WideLiteral("test-driver"), Driver.WideLiteral("N"), REG_TYPE.REG_BINARY, default, 0),
            Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        Assert.That(Machine.Registry.Find(Service)!.Value("N")!.Data, Is.Empty);
    }

    // "RtlCheckRegistryKey function (wdm.h)", "RtlDeleteRegistryValue function"
    [Test]
    public void Handle_is_closed_by_being_checked_and_left_open_by_a_deletion()
    {
        Machine.Registry.Set(Service, "N", 1);
        var key = Opened();
        Assert.That(
            Driver.RtlDeleteRegistryValue(RTL_REGISTRY_HANDLE, Driver.At(key), Driver.WideLiteral("N")), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        Assert.That(Machine.Resources.Find(ResourceKind.Handle, key), Is.Not.Null);
        Assert.That(Driver.RtlCheckRegistryKey(RTL_REGISTRY_HANDLE, Driver.At(key)), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        Assert.That(Machine.Resources.HeldBy(Driver.Image), Is.Empty);
    }

    private static byte[] Wide(string text) => System.Text.Encoding.Unicode.GetBytes(text);

    private ulong Opened()
    {
        var attributes = Driver.Local(SizeOf.OBJECT_ATTRIBUTES);
        Driver.InitializeObjectAttributes(attributes, Driver.UnicodeLiteral(Service), OBJ_ATTRIBUTE_FLAGS.OBJ_KERNEL_HANDLE);
        Assert.That(Driver.ZwOpenKey(out var key, 0x20019, attributes), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        return key;
    }

    private NTSTATUS Write(RTL_REGISTRY relativeTo, Pointer path) =>
        Driver.RtlWriteRegistryValue(relativeTo, path, Driver.WideLiteral("N"), REG_TYPE.REG_DWORD, NonPaged(0), 4);

    private NTSTATUS Report(string? name)
    {
        var entry = Entry(name, 0);
        entry.SetQueryRoutine(Told);
        return Query(entry);
    }

    private NTSTATUS Query(RtlQueryRegistryTable entry) => Driver.RtlQueryRegistryValues(RTL_REGISTRY_ABSOLUTE, Driver.WideLiteral(Service), entry);

    private RtlQueryRegistryTable Entry(string? name, RTL_QUERY_REGISTRY flags)
    {
        var table = Driver.Local(2 * SizeOf.RTL_QUERY_REGISTRY_TABLE);
        Driver.RtlZeroMemory(table, 2 * SizeOf.RTL_QUERY_REGISTRY_TABLE);
        return new RtlQueryRegistryTable(table)
        {
            Flags = flags,
            Name = name is null ? default : Driver.WideLiteral(name),
            EntryContext = Destination,
        };
    }

    private NTSTATUS Told(Pointer name, REG_TYPE type, Pointer data, uint length, Pointer context, Pointer entryContext)
    {
        var bytes = new byte[length];
        Machine.Memory.CopyFrom(data, bytes);
        _reports.Add($"{CountedString.ReadTerminated(Machine, name, isWide: true)} {type} {System.Text.Encoding.Unicode.GetString(bytes)}");
        return NTSTATUS.STATUS_SUCCESS;
    }
}
