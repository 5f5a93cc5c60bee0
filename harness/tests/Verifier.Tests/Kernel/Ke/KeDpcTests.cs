using Verifier.Kernel;
using static Verifier.Kernel.KIRQL;

namespace Verifier.Tests.Kernel.Ke;

public sealed class KeDpcTests : KeFixture
{
    private readonly List<string> _ran = [];

    private Pointer First => NonPaged(0);

    private Pointer Second => NonPaged(0x40);

    [SetUp]
    public void Forget() => _ran.Clear();

    [Test]
    public void KeInsertQueueDpc_at_passive_level_runs_at_dispatch_level_before_it_returns()
    {
        var irql = PASSIVE_LEVEL;
        Driver.KeInitializeDpc(
            First, (dpc, context, a, b) => irql = Note($"{dpc.Address - First.Address} {context} {a} {b}"), NonPaged(0x100));
        Assert.That(Driver.KeInsertQueueDpc(First, Driver.At(1), Driver.At(2)), Is.True);
        Assert.That(_ran, Is.EqualTo(new[] { $"0 {NonPaged(0x100)} 0x1 0x2" }));
        Assert.That((irql, Driver.KeGetCurrentIrql()), Is.EqualTo((DISPATCH_LEVEL, PASSIVE_LEVEL)));
    }

    [Test]
    public void KeInsertQueueDpc_twice_is_one_entry_in_the_ledger()
    {
        Driver.KeInitializeDpc(First, (_, _, a, _) => Note(a.ToString()));
        Driver.KeRaiseIrqlToDpcLevel();
        Assert.That(Driver.KeInsertQueueDpc(First, Driver.At(1)), Is.True);
        Assert.That(Driver.KeInsertQueueDpc(First, Driver.At(2)), Is.False);
        var held = Machine.Resources.HeldBy(Driver.Image).Single();
        Assert.That((held.Kind, held.Key), Is.EqualTo((ResourceKind.Dpc, First.Address)));
        Driver.KeLowerIrql(PASSIVE_LEVEL);
        Assert.That(_ran, Is.EqualTo(new[] { "0x1" }));
        Assert.That(Machine.Resources.HeldBy(Driver.Image), Is.Empty);
    }

    [Test]
    public void KeRemoveQueueDpc_of_a_queued_one_keeps_it_from_running()
    {
        Driver.KeInitializeDpc(First, (_, _, _, _) => Note("ran"));
        Driver.KeRaiseIrqlToDpcLevel();
        Driver.KeInsertQueueDpc(First);
        Assert.That((Driver.KeRemoveQueueDpc(First), Driver.KeRemoveQueueDpc(First)), Is.EqualTo((true, false)));
        Driver.KeLowerIrql(PASSIVE_LEVEL);
        Assert.That(_ran, Is.Empty);
    }

    [Test]
    public void KeSetImportanceDpc_high_runs_first()
    {
        Driver.KeInitializeDpc(First, (_, _, _, _) => Note("first"));
        Driver.KeInitializeDpc(Second, (_, _, _, _) => Note("second"));
        Driver.KeSetImportanceDpc(Second, KDPC_IMPORTANCE.HighImportance);
        Driver.KeRaiseIrqlToDpcLevel();
        Driver.KeInsertQueueDpc(First);
        Driver.KeInsertQueueDpc(Second);
        Driver.KeLowerIrql(PASSIVE_LEVEL);
        Assert.That(_ran, Is.EqualTo(new[] { "second", "first" }));
    }

    [Test]
    public void Dpc_that_was_never_initialised_jumps_to_null() =>
        Assert.That(
            AssertBugCheck(BugCheckCode.DRIVER_IRQL_NOT_LESS_OR_EQUAL, () => Driver.KeInsertQueueDpc(First)),
            Is.EqualTo(new BugCheck(BugCheckCode.DRIVER_IRQL_NOT_LESS_OR_EQUAL, 0, 2, 8)));

    [Test]
    [Raises(BugCheckCode.ATTEMPTED_SWITCH_FROM_DPC)]
    public void Dpc_that_waits_is_0xB8()
    {
        Driver.KeInitializeEvent(NonPaged(0x100), EVENT_TYPE.NotificationEvent, false);
        Driver.KeInitializeDpc(First, (_, _, _, _) => Driver.KeWaitForSingleObject(NonPaged(0x100), timeout: -10));
        AssertBugCheck(BugCheckCode.ATTEMPTED_SWITCH_FROM_DPC, () => Driver.KeInsertQueueDpc(First));
    }

    [Test]
    public void Dpc_that_returns_at_another_level_is_0xC8()
    {
        Driver.KeInitializeDpc(First, (_, _, _, _) => Driver.KeRaiseIrql((KIRQL)5, out _));
        Assert.That(AssertBugCheck(BugCheckCode.IRQL_UNEXPECTED_VALUE, () => Driver.KeInsertQueueDpc(First)).P1, Is.EqualTo(0x50202UL));
    }

    [Test]
    [Raises(BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION, 0x31)]
    public void Dpc_that_lowers_the_irql_verified_is_0xC4_0x31()
    {
        Boot(ProfileName, DriverVerifierOptions.SpecialPool);
        Driver.KeInitializeDpc(First, (_, _, _, _) => Driver.KeLowerIrql(PASSIVE_LEVEL));
        Assert.That(AssertViolation(0x31, () => Driver.KeInsertQueueDpc(First)).P4, Is.EqualTo(1UL));
    }

    [Test]
    [Raises(BugCheckCode.TIMER_OR_DPC_INVALID, 0x4)]
    public void Dpc_that_leaves_a_guarded_region_open_is_0xC7_4()
    {
        Driver.KeInitializeDpc(First, (_, _, _, _) => Driver.KeEnterGuardedRegion());
        Assert.That(AssertBugCheck(BugCheckCode.TIMER_OR_DPC_INVALID, () => Driver.KeInsertQueueDpc(First)).P1, Is.EqualTo(4UL));
    }

    [Test]
    public void Dpc_that_queues_itself_for_ever_is_a_hang()
    {
        Driver.KeInitializeDpc(First, (_, _, _, _) => Driver.KeInsertQueueDpc(First));
        Machine.Gate.CallLimit = 1000;
        Assert.That(AssertHang(() => Driver.KeInsertQueueDpc(First)), Does.Contain("KeInsertQueueDpc"));
    }

    [Test]
    public void KeFlushQueuedDpcs_above_passive_level_is_a_violation()
    {
        Boot(ProfileName, DriverVerifierOptions.SpecialPool);
        Driver.KeRaiseIrqlToDpcLevel();
        AssertViolation(0xE5, () => Driver.KeFlushQueuedDpcs());
    }

    private KIRQL Note(string text)
    {
        _ran.Add(text);
        return Driver.KeGetCurrentIrql();
    }

    [Test]
    public void KeFlushQueuedDpcs_returns_after_every_queued_dpc_has_run()
    {
        Driver.KeInitializeDpc(First, (_, _, _, _) => Note("first"));
        Driver.KeInitializeDpc(Second, (_, _, _, _) => Note("second"));
        Driver.KeRaiseIrqlToDpcLevel();
        Driver.KeInsertQueueDpc(First);
        Driver.KeInsertQueueDpc(Second);
        Assert.That(_ran, Is.Empty);
        Driver.KeLowerIrql(PASSIVE_LEVEL);
        Driver.KeFlushQueuedDpcs();
        Assert.That(_ran, Is.EqualTo(new[] { "first", "second" }));
    }

    [Test]
    public void Dpc_may_queue_itself_again_while_it_runs()
    {
        var runs = 0;
        Driver.KeInitializeDpc(First, (dpc, _, _, _) =>
        {
            if (++runs == 1)
            {
                Assert.That(Driver.KeInsertQueueDpc(dpc), Is.True, "a running DPC is not in the queue");
            }
        });
        Driver.KeInsertQueueDpc(First);
        Assert.That(runs, Is.EqualTo(2));
    }

    [TestCase("windows-2000-x86", true)]
    [TestCase("windows-xp-x86", false)]
    public void KeFlushQueuedDpcs_came_after_Windows_2000(string profile, bool isMissing)
    {
        Boot(profile);
        Assert.That(
            () => Driver.KeFlushQueuedDpcs(),
            isMissing
                ? Throws.InstanceOf<KernelException>().With.Property("Status").EqualTo(NTSTATUS.STATUS_DRIVER_ENTRYPOINT_NOT_FOUND)
                : Throws.Nothing);
    }
}
