using Verifier.Kernel;
using Verifier.Tests.Kernel.Ke;
using static Verifier.Kernel.RTL_QUERY_REGISTRY;
using static Verifier.Kernel.RTL_REGISTRY;

namespace Verifier.Tests.Kernel.Rtl;

public sealed class RtlRegistryReportTests : KeFixture
{
    private const string Service = @"\Registry\Machine\System\CurrentControlSet\Services\test-driver";

    private readonly List<string> _reports = [];
    private NTSTATUS _answer;

    [SetUp]
    public void Forget()
    {
        _reports.Clear();
        _answer = NTSTATUS.STATUS_SUCCESS;
    }

    [Test]
    public void RtlQueryRegistryValues_reports_a_value_with_all_six_arguments()
    {
        Machine.Registry.Set(Service, "Label", "disk");
        Assert.That(Query("Label", 0), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        Assert.That(_reports, Is.EqualTo(new[] { "Label REG_SZ disk\0 context 11 entry 22" }));
    }

    [Test]
    public void RtlQueryRegistryValues_leaves_nothing_in_the_pool_behind()
    {
        Machine.Registry.Set(Service, "Label", "disk");
        Query("Label", 0);
        var blocks = Machine.Pool.Census.Blocks;
        Query("Label", 0);
        Assert.That(Machine.Pool.Census.Blocks, Is.EqualTo(blocks));
    }

    [Test]
    public void RtlQueryRegistryValues_reports_the_strings_of_a_list_one_by_one()
    {
        Machine.Registry.Set(Service, "List", REG_TYPE.REG_MULTI_SZ, Wide("one\0two\0\0"));
        Query("List", 0);
        Assert.That(_reports.Select(r => r.Split(' ')[2]), Is.EqualTo(new[] { "one\0", "two\0" }));
    }

    [Test]
    public void RtlQueryRegistryValues_with_NOEXPAND_reports_the_value_as_it_is()
    {
        Machine.Registry.Set(Service, "List", REG_TYPE.REG_MULTI_SZ, Wide("one\0two\0\0"));
        Query("List", RTL_QUERY_REGISTRY_NOEXPAND);
        Assert.That(_reports, Is.EqualTo(new[] { "List REG_MULTI_SZ one\0two\0\0 context 11 entry 22" }));
    }

    [TestCase(RTL_QUERY_REGISTRY_NOEXPAND, "REG_EXPAND_SZ")]
    [TestCase((RTL_QUERY_REGISTRY)0, "REG_SZ")]
    public void RtlQueryRegistryValues_reports_an_expandable_string(RTL_QUERY_REGISTRY flags, string type)
    {
        Machine.Registry.Set(Service, "Root", REG_TYPE.REG_EXPAND_SZ, Wide("%Root%\0"));
        Query("Root", flags);
        Assert.That(_reports, Is.EqualTo(new[] { $"Root {type} %Root%\0 context 11 entry 22" }));
    }

    [Test]
    public void RtlQueryRegistryValues_without_a_name_reports_every_value()
    {
        Machine.Registry.Set(Service, "A", 1);
        Machine.Registry.Set(Service, "B", 2);
        Query(null, 0);
        Assert.That(_reports.Select(r => r.Split(' ')[0]), Is.EqualTo(new[] { "A", "B" }));
    }

    [Test]
    public void RtlQueryRegistryValues_with_NOVALUE_only_calls_the_routine()
    {
        Machine.Registry.Set(Service, "A", 1);
        Query(null, RTL_QUERY_REGISTRY_NOVALUE);
        Assert.That(_reports, Is.EqualTo(new[] { "NULL REG_NONE NULL context 11 entry 22" }));
    }

    [Test]
    public void RtlQueryRegistryValues_of_a_required_value_that_is_missing()
    {
        Assert.That(Query("None", RTL_QUERY_REGISTRY_REQUIRED), Is.EqualTo(NTSTATUS.STATUS_OBJECT_NAME_NOT_FOUND));
        Assert.That(Query(null, RTL_QUERY_REGISTRY_REQUIRED), Is.EqualTo(NTSTATUS.STATUS_OBJECT_NAME_NOT_FOUND));
        Assert.That(Query("None", 0), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        Assert.That(_reports, Is.Empty);
    }

    [Test]
    public void RtlQueryRegistryValues_reports_the_default_of_a_missing_value()
    {
        var entry = Entry(0, "None", 0);
        entry.DefaultType = (uint)REG_TYPE.REG_SZ;
        entry.DefaultData = Driver.WideLiteral("spare");
        Query();
        Assert.That(_reports, Is.EqualTo(new[] { "None REG_SZ spare\0 context 11 entry 22" }));
    }

    [Test]
    public void RtlQueryRegistryValues_with_DELETE_removes_what_it_reported()
    {
        Machine.Registry.Set(Service, "A", 1);
        Machine.Registry.Set(Service, "B", 2);
        Query(null, RTL_QUERY_REGISTRY_DELETE);
        Assert.That(_reports, Has.Count.EqualTo(2));
        Assert.That(Machine.Registry.Find(Service)!.Values, Is.Empty);
    }

    [Test]
    public void RtlQueryRegistryValues_ends_with_the_error_of_the_routine()
    {
        Machine.Registry.Set(Service, "A", 1);
        Machine.Registry.Set(Service, "B", 2);
        _answer = NTSTATUS.STATUS_INVALID_PARAMETER;
        Assert.That(Query(null, RTL_QUERY_REGISTRY_DELETE), Is.EqualTo(NTSTATUS.STATUS_INVALID_PARAMETER));
        Assert.That(_reports, Has.Count.EqualTo(1));
        Assert.That(Machine.Registry.Find(Service)!.Values, Has.Count.EqualTo(2));
    }

    [Test]
    public void RtlQueryRegistryValues_ignores_one_error_of_the_routine()
    {
        Machine.Registry.Set(Service, "A", 1);
        Machine.Registry.Set(Service, "B", 2);
        _answer = NTSTATUS.STATUS_BUFFER_TOO_SMALL;
        Assert.That(Query(null, 0), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        Assert.That(_reports, Has.Count.EqualTo(2));
    }

    [Test]
    public void RtlQueryRegistryValues_goes_into_a_subkey_and_back()
    {
        Machine.Registry.Set(Service, "Where", "top");
        Machine.Registry.Set(Service + @"\Parameters", "Where", "below");
        var into = Entry(0, "Parameters", RTL_QUERY_REGISTRY_SUBKEY);
        into.SetQueryRoutine(null);
        Entry(1, "Where", 0);
        Entry(2, "Where", RTL_QUERY_REGISTRY_TOPKEY);
        Assert.That(Query(), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        Assert.That(_reports.Select(r => r.Split(' ')[2]), Is.EqualTo(new[] { "below\0", "top\0" }));
    }

    [Test]
    public void RtlQueryRegistryValues_of_a_subkey_with_a_routine_reports_its_values()
    {
        Machine.Registry.Set(Service + @"\Parameters", "Depth", 7);
        Query("Parameters", RTL_QUERY_REGISTRY_SUBKEY);
        Assert.That(_reports.Select(r => r.Split(' ')[0]), Is.EqualTo(new[] { "Depth" }));
    }

    [TestCase(RTL_QUERY_REGISTRY_REQUIRED, 0xC0000034u)]
    [TestCase((RTL_QUERY_REGISTRY)0, 0u)]
    public void RtlQueryRegistryValues_of_a_subkey_that_is_missing(RTL_QUERY_REGISTRY flags, uint status)
    {
        Machine.Registry.Set(Service, "Where", "top");
        Entry(0, "Parameters", RTL_QUERY_REGISTRY_SUBKEY | flags).SetQueryRoutine(null);
        Entry(1, "Where", 0);
        Assert.That(Query().Value, Is.EqualTo(status));
        Assert.That(_reports, Is.Empty);
    }

    [Test]
    public void RtlQueryRegistryValues_of_an_entry_that_is_neither()
    {
        Entry(0, "Where", 0).SetQueryRoutine(null);
        Assert.That(Query(), Is.EqualTo(NTSTATUS.STATUS_INVALID_PARAMETER));
        Entry(0, "Where", RTL_QUERY_REGISTRY_DIRECT);
        Assert.That(Query(), Is.EqualTo(NTSTATUS.STATUS_INVALID_PARAMETER));
    }

    [Test]
    public void RtlQueryRegistryValues_with_the_pool_exhausted_reports_nothing()
    {
        BootWithEmptyPool(POOL_TYPE.PagedPool);
        Machine.Registry.Set(Service, "Label", "disk");
        Assert.That(Query("Label", 0), Is.EqualTo(NTSTATUS.STATUS_NO_MEMORY));
        Assert.That(_reports, Is.Empty);
    }

    [Test]
    [Raises(BugCheckCode.KERNEL_SECURITY_CHECK_FAILURE, 0x9)]
    public void RtlQueryRegistryValues_from_a_hive_that_anybody_may_write_needs_a_type_check()
    {
        Machine.Registry.Set(@"\Registry\User\Somebody", "Depth", 7);
        var entry = Entry(0, "Depth", RTL_QUERY_REGISTRY_DIRECT | RTL_QUERY_REGISTRY_TYPECHECK);
        entry.SetQueryRoutine(null);
        entry.EntryContext = NonPaged(0x400);
        entry.DefaultType = (uint)REG_TYPE.REG_DWORD << 24;
        var path = Driver.WideLiteral(@"\Registry\User\Somebody");
        Assert.That(Driver.RtlQueryRegistryValues(RTL_REGISTRY_ABSOLUTE, path, entry), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        entry.Flags = RTL_QUERY_REGISTRY_DIRECT;
        var stop = AssertBugCheck(
            BugCheckCode.KERNEL_SECURITY_CHECK_FAILURE, () => Driver.RtlQueryRegistryValues(RTL_REGISTRY_ABSOLUTE, path, entry));
        Assert.That(stop.P1, Is.EqualTo(9));
    }

    private static byte[] Wide(string text) => System.Text.Encoding.Unicode.GetBytes(text);

    private NTSTATUS Query(string? name, RTL_QUERY_REGISTRY flags)
    {
        Entry(0, name, flags);
        return Query();
    }

    private NTSTATUS Query() => Driver.RtlQueryRegistryValues(
        RTL_REGISTRY_ABSOLUTE, Driver.WideLiteral(Service), new RtlQueryRegistryTable(NonPaged(0)), NonPaged(0x311));

    /// <summary>The entry with an index of the table at the start of the driver's data, reported to <see cref="Report"/>.</summary>
    private RtlQueryRegistryTable Entry(int index, string? name, RTL_QUERY_REGISTRY flags)
    {
        var at = NonPaged(index * SizeOf.RTL_QUERY_REGISTRY_TABLE);
        Driver.RtlZeroMemory(at, 2 * SizeOf.RTL_QUERY_REGISTRY_TABLE);
        var entry = new RtlQueryRegistryTable(at) { Flags = flags, EntryContext = NonPaged(0x322) };
        entry.Name = name is null ? default : Driver.WideLiteral(name);
        entry.SetQueryRoutine(Report);
        return entry;
    }

    private NTSTATUS Report(Pointer name, REG_TYPE type, Pointer data, uint length, Pointer context, Pointer entryContext)
    {
        Assert.That(Machine.Caller, Is.SameAs(Driver.Image));
        var offset = NonPaged(0x300).Address;
        _reports.Add(
            $"{Text(name, null)} {type} {Text(data, length)} context {context.Address - offset:X} entry {entryContext.Address - offset:X}");
        return _answer;
    }

    private static string Text(Pointer at, uint? bytes)
    {
        var text = string.Empty;
        for (var i = 0; !at.IsNull && (bytes is null ? at.Read<char>(2 * i) != 0 : 2 * i < bytes); i++)
        {
            text += at.Read<char>(2 * i);
        }

        return at.IsNull ? "NULL" : text;
    }
}
