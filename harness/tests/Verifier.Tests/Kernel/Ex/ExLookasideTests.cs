using Verifier.Kernel;

namespace Verifier.Tests.Kernel.Ex;

/// <summary>Lookaside lists as drivers use and misuse them (harness/docs/facts/memory.md#lookaside-lists).</summary>
public sealed class ExLookasideTests : KernelFixture
{
    private const int MillisecondsOfScan = 1000;

    private static readonly PoolTag s_tag = "Look";

    private Pointer List => Driver.At(Driver.Image.Data.Address + 0x100);

    [Test]
    public void Initialise_writes_the_structure_and_allocates_no_entry()
    {
        Initialise();
        Assert.That((Depth, List.Read<ushort>(0x12)), Is.EqualTo((4, 256)));
        Assert.That((List.Read<uint>(0x24), List.Read<uint>(0x28), List.Read<uint>(0x2C)), Is.EqualTo((0U, s_tag.Value, 64U)));
        Assert.That(Machine.Images.RoutineAt(List.Read<ulong>(0x30))!.Name, Is.EqualTo("ExAllocatePoolWithTag"));
        Assert.That(Machine.Images.RoutineAt(List.Read<ulong>(0x38))!.Name, Is.EqualTo("ExFreePool"));
        Assert.That(Cached, Is.Zero);
    }

    [Test]
    public void Entries_come_back_in_reverse_order_with_stale_contents()
    {
        Initialise();
        var entries = Take(3);
        entries[2].Write(16, 42);
        entries.ForEach(e => Driver.ExFreeToNPagedLookasideList(List, e));
        Assert.That(List.Read<ushort>(), Is.EqualTo(3));
        var again = Take(3);
        Assert.That(again, Is.EqualTo(Enumerable.Reverse(entries)));
        Assert.That(again[0].Read<int>(16), Is.EqualTo(42));
        Assert.That(Counters, Is.EqualTo((6U, 3U, 3U, 0U)));
    }

    [Test]
    public void Full_list_frees_what_is_beyond_its_depth()
    {
        Initialise();
        Take(6).ForEach(e => Driver.ExFreeToNPagedLookasideList(List, e));
        Assert.That(Cached, Is.EqualTo(4), "the depth; they are still charged to the tag");
        Assert.That(Counters, Is.EqualTo((6U, 6U, 6U, 2U)));
    }

    [Test]
    public void Cached_entries_cannot_fail_and_a_miss_fails_as_the_pool_does()
    {
        Initialise();
        Take(2).ForEach(e => Driver.ExFreeToNPagedLookasideList(List, e));
        var hold = Machine.Pool.Pressure.TakeForPressure(ulong.MaxValue, paged: false);
        Assert.That(Take(2).Select(e => e.IsNull), Is.All.False);
        Assert.That(Driver.ExAllocateFromNPagedLookasideList(List).IsNull);
        Machine.Pool.Pressure.Release(hold);
    }

    [Test]
    public void Miss_raises_when_the_list_says_so()
    {
        Driver.ExInitializeNPagedLookasideList(List, null, null, POOL_TYPE.POOL_RAISE_IF_ALLOCATION_FAILURE, 64, s_tag);
        Machine.Pool.Pressure.TakeForPressure(ulong.MaxValue, paged: false);
        Assert.That(() => Driver.ExAllocateFromNPagedLookasideList(List), Throws.InstanceOf<KernelException>());
    }

    [Test]
    public void Miss_goes_through_the_drivers_import_and_a_hit_does_not()
    {
        Initialise();
        var thunk = new FailingThunk(Ddis.ExAllocatePoolWithTag);
        Driver.Image.Thunk = thunk;
        Assert.That(Driver.ExAllocateFromNPagedLookasideList(List).IsNull);
        Assert.That(thunk.Failed, Is.EqualTo(new[] { (0UL, 64UL, (ulong)s_tag.Value) }));
        thunk.Fails = false;
        Driver.ExFreeToNPagedLookasideList(List, Driver.ExAllocateFromNPagedLookasideList(List));
        thunk.Fails = true;
        Assert.That(Driver.ExAllocateFromNPagedLookasideList(List).IsNull, Is.False);
    }

    [Test]
    public void Paged_list_gives_paged_entries()
    {
        Driver.ExInitializePagedLookasideList(List, null, null, 0, 64, s_tag);
        var entry = Driver.ExAllocateFromPagedLookasideList(List);
        Assert.That(RegionLayout.PagedPool.Contains(entry));
        Driver.ExFreeToPagedLookasideList(List, entry);
        Machine.Pages.TrimAll();
        Machine.Irql = KIRQL.DISPATCH_LEVEL;
        AssertBugCheck(BugCheckCode.IRQL_NOT_LESS_OR_EQUAL, () => Driver.ExAllocateFromPagedLookasideList(List));
    }

    [Test]
    public void Own_routines_are_called_with_type_size_and_tag()
    {
        var calls = new List<string>();
        var buffer = Driver.At(Driver.Image.Data.Address + 0x400);
        Driver.ExInitializeNPagedLookasideList(
            List,
            (type, bytes, tag) =>
            {
                calls.Add($"allocate {type} {bytes} {tag}");
                return buffer;
            },
            entry => calls.Add($"free {entry.Address == buffer.Address}"),
            0,
            128,
            s_tag);
        var entry = Driver.ExAllocateFromNPagedLookasideList(List);
        Driver.ExFreeToNPagedLookasideList(List, entry);
        Driver.ExDeleteNPagedLookasideList(List);
        Assert.That(entry, Is.EqualTo(buffer));
        Assert.That(calls, Is.EqualTo(new[] { "allocate NonPagedPool 128 Look", "free True" }));
    }

    [Test]
    public void Own_routines_of_an_ex_list_get_the_list_and_the_flag()
    {
        var seen = new List<ulong>();
        var status = Driver.ExInitializeLookasideListEx(
            List,
            (type, _, _, list) =>
            {
                seen.AddRange([(ulong)type, list]);
                return Pointer.Null;
            },
            (_, list) => seen.Add(list),
            POOL_TYPE.PagedPool,
            LookasideList.FailNoRaise,
            64,
            s_tag);
        Assert.That(status, Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        Assert.That(Driver.ExAllocateFromLookasideListEx(List).IsNull);
        Driver.ExFreeToLookasideListEx(List, Driver.ExAllocatePoolWithTag(POOL_TYPE.PagedPool, 64, s_tag));
        Driver.ExDeleteLookasideListEx(List);
        Assert.That(seen, Is.EqualTo(new[] { 9UL, List.Address, List.Address }), "paged pool, fail instead of raise");
    }

    [TestCase(POOL_TYPE.NonPagedPoolMustSucceed, 0U, 0xC00000F2)]
    [TestCase(POOL_TYPE.NonPagedPoolCacheAligned, 0U, 0xC00000F2)]
    [TestCase(POOL_TYPE.NonPagedPool, 3U, 0xC00000F3)]
    [TestCase(POOL_TYPE.NonPagedPool, 4U, 0xC00000F3)]
    [TestCase(POOL_TYPE.NonPagedPool, LookasideList.FailNoRaise, 0xC00000F3)]
    [TestCase(POOL_TYPE.NonPagedPoolNx, LookasideList.RaiseOnFail, 0U)]
    public void Ex_list_refuses_types_and_flags_by_parameter(POOL_TYPE type, uint flags, uint status)
    {
        Assert.That(Driver.ExInitializeLookasideListEx(List, null, null, type, flags, 64, s_tag).Value, Is.EqualTo(status));
        Assert.That(Machine.Resources.HeldBy(Driver.Image), Has.Count.EqualTo(status == 0 ? 1 : 0));
    }

    [Test]
    public void Delete_frees_what_is_cached_and_not_what_the_driver_holds()
    {
        Initialise();
        Assert.That(Machine.Resources.HeldBy(Driver.Image).Select(r => r.Kind), Is.EqualTo(new[] { ResourceKind.LookasideList }));
        var entries = Take(3);
        Driver.ExFreeToNPagedLookasideList(List, entries[0]);
        Driver.ExFreeToNPagedLookasideList(List, entries[1]);
        Driver.ExDeleteNPagedLookasideList(List);
        Assert.That(Machine.Pool.Census.LiveBlocks(Driver.Image).Select(b => b.Address), Is.EqualTo(new[] { entries[2].Address }));
        Assert.That(Machine.Resources.HeldBy(Driver.Image), Is.Empty);
    }

    [Test]
    public void Depth_grows_with_misses_and_shrinks_when_idle()
    {
        Initialise();
        for (var i = 0; i < 20; i++)
        {
            Take(10).ForEach(e => Driver.ExFreeToNPagedLookasideList(List, e));
        }

        Wait(MillisecondsOfScan);
        Driver.ExFreeToNPagedLookasideList(List, Driver.ExAllocateFromNPagedLookasideList(List));
        Assert.That(Depth, Is.GreaterThan(10));
        for (var i = 0; i < 30; i++)
        {
            Wait(MillisecondsOfScan);
            Driver.ExFreeToNPagedLookasideList(List, Driver.ExAllocateFromNPagedLookasideList(List));
        }

        Assert.That(Depth, Is.EqualTo(4));
    }

    [Test]
    public void Depth_is_halved_under_pressure()
    {
        Initialise();
        List.Write<ushort>(0x10, 100);
        Machine.Pool.Pressure.TakeForPressure(4096, paged: true);
        Assert.That(Depth, Is.EqualTo(50));
    }

    [Test]
    public void List_in_an_unloaded_driver_is_0xCE_at_the_next_scan()
    {
        Initialise();
        Machine.Images.Unload(Driver.Image);
        var stop = AssertBugCheck(
            BugCheckCode.DRIVER_UNLOADED_WITHOUT_CANCELLING_PENDING_OPERATIONS, () => Machine.Lookasides.Scan(isShort: false));
        Assert.That(stop.P1, Is.EqualTo(List.Address + 0x14));
    }

    [Test]
    [Raises(BugCheckCode.IRQL_NOT_LESS_OR_EQUAL)]
    public void List_in_freed_pool_faults_at_the_next_scan()
    {
        var block = Driver.ExAllocatePoolWithTag(POOL_TYPE.NonPagedPool, 8192, s_tag);
        Driver.ExInitializeNPagedLookasideList(block, null, null, 0, 64, s_tag);
        Driver.ExFreePool(block);
        AssertBugCheck(BugCheckCode.IRQL_NOT_LESS_OR_EQUAL, () => Machine.Lookasides.Scan(isShort: false));
    }

    [Test]
    public void Second_initialisation_is_0xC4_CA()
    {
        Machine.VerifierOptions = DriverVerifierOptions.MiscellaneousChecks;
        Initialise();
        Assert.That(Violation(Initialise), Is.EqualTo((0xCAUL, List.Address, 0UL, 0UL)));
    }

    [Test]
    [Raises(BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION, 0xCA)]
    public void Second_initialisation_without_a_verifier_is_noted_and_loses_the_cached_entries()
    {
        Initialise();
        Driver.ExFreeToNPagedLookasideList(List, Driver.ExAllocateFromNPagedLookasideList(List));
        Initialise();
        Driver.ExDeleteNPagedLookasideList(List);
        Assert.That(Machine.Violations.Select(v => v.P1), Is.EqualTo(new[] { 0xCAUL }));
        Assert.That(Cached, Is.EqualTo(1));
    }

    [Test]
    [Raises(BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION, 0xCB)]
    public void Delete_of_an_uninitialised_list_is_0xC4_CB()
    {
        Machine.VerifierOptions = DriverVerifierOptions.MiscellaneousChecks;
        Assert.That(Violation(() => Driver.ExDeleteNPagedLookasideList(List)), Is.EqualTo((0xCBUL, List.Address, 0UL, 0UL)));
    }

    [Test]
    [Raises(BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION, 0xCD)]
    public void Entry_that_is_too_small_is_0xC4_CD()
    {
        Machine.VerifierOptions = DriverVerifierOptions.MiscellaneousChecks;
        Assert.That(
            Violation(() => Driver.ExInitializeNPagedLookasideList(List, null, null, 0, 4, s_tag)), Is.EqualTo((0xCDUL,
                List.Address, 4UL, 8UL)));
    }

    [TestCase("windows-vista-x64", POOL_TYPE.POOL_NX_ALLOCATION, (ushort)0, 1)]
    [TestCase("windows-10-x64", POOL_TYPE.POOL_NX_ALLOCATION, (ushort)0, 0)]
    [TestCase("windows-10-x64", POOL_TYPE.POOL_ZERO_ALLOCATION, (ushort)0, 1)]
    [TestCase("windows-10-x64", POOL_TYPE.NonPagedPool, (ushort)5, 1)]
    public void Flags_and_depth_that_must_not_be_are_noted(string profile, POOL_TYPE flags, ushort depth, int violations)
    {
        Boot(profile);
        Driver.ExInitializeNPagedLookasideList(List, null, null, flags, 64, s_tag, depth);
        Assert.That(Machine.Violations, Has.Count.EqualTo(violations));
    }

    [Test]
    public void List_that_is_not_aligned_raises()
    {
        Assert.That(
            () => Driver.ExInitializeNPagedLookasideList(List + 8, null, null, 0, 64, s_tag),
            Throws.InstanceOf<KernelException>().With.Property(nameof(KernelException.Status)).EqualTo(
                NTSTATUS.STATUS_DATATYPE_MISALIGNMENT));
    }

    [Test]
    public void Exports_of_windows_11_do_what_the_macros_do()
    {
        Initialise();
        var entry = Machine.Gate.Call(Driver.Image, Ddis.ExAllocateFromNPagedLookasideList, [List.Address]);
        Machine.Gate.Call(Driver.Image, Ddis.ExFreeToNPagedLookasideList, [List.Address, entry]);
        Assert.That(Machine.Gate.Call(Driver.Image, Ddis.ExAllocateFromNPagedLookasideList, [List.Address]), Is.EqualTo(entry));
        Assert.That(Counters, Is.EqualTo((2U, 1U, 1U, 0U)));
        Assert.That(Machine.Pool.Census.LiveBlocks(Driver.Image), Has.Count.EqualTo(1));
    }

    private int Depth => List.Read<ushort>(0x10);

    private (uint, uint, uint, uint) Counters =>
        (List.Read<uint>(0x14), List.Read<uint>(0x18), List.Read<uint>(0x1C), List.Read<uint>(0x20));

    private int Cached => Machine.Pool.Census.LiveBlocks(Driver.Image).Count(b => b.Tag == s_tag);

    private void Initialise() => Driver.ExInitializeNPagedLookasideList(List, null, null, 0, 64, s_tag);

    private List<Pointer> Take(int count) => [.. Enumerable.Range(0, count).Select(_ => Driver.ExAllocateFromNPagedLookasideList(List))];

    private void Wait(int milliseconds) => Machine.Clock.Spend(milliseconds * Clock.TicksPerMillisecond);

    private (ulong, ulong, ulong, ulong) Violation(Action driverCode)
    {
        var stop = AssertBugCheck(BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION, driverCode);
        return (stop.P1, stop.P2, stop.P3, stop.P4);
    }

    private sealed class FailingThunk(Ddi target) : IImportThunk
    {
        public bool Fails { get; set; } = true;

        public List<(ulong, ulong, ulong)> Failed { get; } = [];

        public ulong Call(DriverImage caller, Ddi ddi, ReadOnlySpan<ulong> arguments)
        {
            if (!Fails || ddi != target)
            {
                return ((DriverModel)caller.Model!).Machine.Gate.Forward(caller, ddi, arguments);
            }

            Failed.Add((arguments[0], arguments[1], arguments[2]));
            return 0;
        }
    }
}
