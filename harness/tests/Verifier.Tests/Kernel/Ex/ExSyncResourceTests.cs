using Verifier.Kernel;
using Verifier.Tests.Kernel.Ke;

namespace Verifier.Tests.Kernel.Ex;

public sealed class ExSyncResourceTests : KeFixture
{
    private Pointer Resource => NonPaged(0);

    [SetUp]
    public void MakeResource()
    {
        Driver.ExInitializeResourceLite(Resource);
        Driver.KeEnterCriticalRegion();
    }

    [Test]
    public void Resource_is_recursive_for_its_owner()
    {
        Assert.That(Driver.ExAcquireResourceExclusiveLite(Resource, wait: false), Is.True);
        Assert.That(Driver.ExAcquireResourceSharedLite(Resource, wait: false), Is.True);
        Assert.That(Driver.ExIsResourceAcquiredExclusiveLite(Resource), Is.True);
        Assert.That(Driver.ExIsResourceAcquiredSharedLite(Resource), Is.EqualTo(2));
        Driver.ExReleaseResourceLite(Resource);
        Assert.That(LocksHeld(), Is.EqualTo(new[] { Resource.Address }));
        Driver.ExReleaseResourceLite(Resource);
        Assert.That(LocksHeld(), Is.Empty);
    }

    [Test]
    public void Readers_share_and_a_writer_waits_for_all_of_them()
    {
        var order = new List<string>();
        Driver.ExAcquireResourceSharedLite(Resource, wait: true);
        StartThread("reader", () =>
        {
            Driver.ExAcquireResourceSharedLite(Resource, wait: true);
            order.Add("reader");
            Driver.ExReleaseResourceLite(Resource);
        });
        StartThread("writer", () =>
        {
            Driver.ExAcquireResourceExclusiveLite(Resource, wait: true);
            order.Add("writer");
            Driver.ExReleaseResourceLite(Resource);
        });
        StartThread("late reader", () =>
        {
            Driver.ExAcquireResourceSharedLite(Resource, wait: true);
            order.Add("late reader");
            Driver.ExReleaseResourceLite(Resource);
        });
        Machine.Scheduler.Yield();
        Assert.That(order, Is.EqualTo(new[] { "reader" }), "a reader waits behind the writer");
        Assert.That((Driver.ExGetExclusiveWaiterCount(Resource), Driver.ExGetSharedWaiterCount(Resource)), Is.EqualTo((1u, 1u)));
        Driver.ExReleaseResourceLite(Resource);
        Machine.Scheduler.Yield();
        Machine.Scheduler.Yield();
        Assert.That(order, Is.EqualTo(new[] { "reader", "writer", "late reader" }));
        Assert.That(LocksHeld(), Is.Empty);
    }

    [Test]
    public void ExAcquireResourceExclusiveLite_without_waiting_is_false_when_it_is_shared()
    {
        Driver.ExAcquireResourceSharedLite(Resource, wait: true);
        var acquired = true;
        StartThread("writer", () => acquired = Driver.ExAcquireResourceExclusiveLite(Resource, wait: false));
        Machine.Scheduler.Yield();
        Assert.That(acquired, Is.False);
    }

    [Test]
    public void ExAcquireResourceExclusiveLite_over_an_own_share_is_a_hang()
    {
        Driver.ExAcquireResourceSharedLite(Resource, wait: true);
        Assert.That(AssertHang(() => Driver.ExAcquireResourceExclusiveLite(Resource, wait: true)), Does.Contain("the resource at"));
    }

    [Test]
    public void ExConvertExclusiveToSharedLite_lets_readers_in()
    {
        Driver.ExAcquireResourceExclusiveLite(Resource, wait: true);
        Driver.ExConvertExclusiveToSharedLite(Resource);
        var acquired = false;
        StartThread("reader", () =>
        {
            acquired = Driver.ExAcquireResourceSharedLite(Resource, wait: false);
            Driver.ExReleaseResourceLite(Resource);
        });
        Machine.Scheduler.Yield();
        Assert.That(acquired, Is.True);
    }

    [Test]
    [Raises(BugCheckCode.RESOURCE_NOT_OWNED)]
    public void ExReleaseResourceLite_not_owned_is_0xE3()
    {
        var stop = AssertBugCheck(BugCheckCode.RESOURCE_NOT_OWNED, () => Driver.ExReleaseResourceLite(Resource));
        Assert.That(stop.P1, Is.EqualTo(Resource.Address));
    }

    [Test]
    [Raises(BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION, 0x37)]
    public void ExAcquireResourceSharedLite_with_apcs_enabled_is_0xC4_0x37()
    {
        BootVerified();
        Assert.That(AssertViolation(0x37, () => Driver.ExAcquireResourceSharedLite(Resource, true)).P4, Is.EqualTo(Resource.Address));
    }

    [Test]
    [Raises(BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION, 0x38)]
    public void ExReleaseResourceLite_with_apcs_enabled_is_0xC4_0x38()
    {
        BootVerified();
        Driver.KeEnterCriticalRegion();
        Driver.ExAcquireResourceSharedLite(Resource, true);
        Driver.KeLeaveCriticalRegion();
        AssertViolation(0x38, () => Driver.ExReleaseResourceLite(Resource));
    }

    [Test]
    [Raises(BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION, 0xD0)]
    public void ExInitializeResourceLite_twice_is_0xC4_0xD0()
    {
        BootVerified();
        AssertViolation(0xD0, () => Driver.ExInitializeResourceLite(Resource));
    }

    [Test]
    [Raises(BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION, 0xD1)]
    public void ExDeleteResourceLite_never_initialised_is_0xC4_0xD1()
    {
        BootVerified();
        Driver.ExDeleteResourceLite(Resource);
        AssertViolation(0xD1, () => Driver.ExDeleteResourceLite(Resource));
    }

    [Test]
    [Raises(BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION, 0x3D)]
    public void ExInitializeResourceLite_of_an_unaligned_resource_is_0xC4_0x3D()
    {
        BootVerified();
        Assert.That(AssertViolation(0x3D, () => Driver.ExInitializeResourceLite(NonPaged(0x104))).P4, Is.EqualTo(NonPaged(0x104).Address));
    }

    [Test]
    [Raises(BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION, 0x1002)]
    public void ExAcquireResourceExclusiveLite_of_a_resource_never_initialised_is_0xC4_0x1002()
    {
        Boot(ProfileName, DriverVerifierOptions.DeadlockDetection);
        Driver.KeEnterCriticalRegion();
        Assert.That(
            AssertViolation(0x1002, () => Driver.ExAcquireResourceExclusiveLite(NonPaged(0x100), wait: false)).P2,
            Is.EqualTo(NonPaged(0x100).Address));
    }

    [TestCase("windows-xp-x86", 0x17UL)]
    [TestCase("windows-vista-x64", 0xD2UL)]
    [Raises(BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION, SubCodeArgument = 1)]
    public void Block_freed_with_a_resource_in_it_is_0xC4_0xD2_and_before_Vista_0x17(string profile, ulong code)
    {
        Boot(profile, DriverVerifierOptions.MiscellaneousChecks);
        var block = Driver.ExAllocatePoolWithTag(POOL_TYPE.NonPagedPool, 256, "Test");
        Driver.ExInitializeResourceLite(block + 0x40);
        Assert.That(AssertViolation(code, () => Driver.ExFreePool(block)).P2, Is.EqualTo((block + 0x40).Address));
    }

    private void BootVerified()
    {
        Boot(ProfileName, DriverVerifierOptions.SpecialPool);
        Driver.ExInitializeResourceLite(Resource);
    }

    [Test]
    [Raises(BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION, 0x38)]
    public void ExReleaseResourceForThreadLite_with_apcs_enabled_is_0xC4_0x38()
    {
        Driver.ExAcquireResourceExclusiveLite(Resource, wait: true);
        Driver.KeLeaveCriticalRegion();
        Driver.ExReleaseResourceForThreadLite(Resource, Driver.ExGetCurrentResourceThread());
        Assert.That(Noted(), Is.EqualTo(new ulong[] { 0x38 }));
    }

    [Test]
    public void ExReleaseResourceForThreadLite_of_the_running_thread_is_ExReleaseResourceLite()
    {
        Driver.ExAcquireResourceExclusiveLite(Resource, wait: true);
        Driver.ExReleaseResourceForThreadLite(Resource, Driver.ExGetCurrentResourceThread());
        Assert.That((LocksHeld().Length, Noted().Length), Is.EqualTo((0, 0)));
    }

    [Test]
    [Raises(BugCheckCode.RESOURCE_NOT_OWNED)]
    public void ExReleaseResourceForThreadLite_for_an_id_that_owns_nothing_is_0xE3_and_takes_nothing_from_others()
    {
        Driver.ExAcquireResourceExclusiveLite(Resource, wait: true);
        const ulong noThread = 0x1234;
        var stop = AssertBugCheck(BugCheckCode.RESOURCE_NOT_OWNED, () => Driver.ExReleaseResourceForThreadLite(Resource, noThread));
        Assert.That((stop.P1, stop.P2), Is.EqualTo((Resource.Address, noThread)));
    }

    [TestCase(false, 1)]
    [TestCase(true, 0)]
    public void ExConvertExclusiveToSharedLite_needs_exclusive_access(bool exclusive, int breaches)
    {
        _ = exclusive ? Driver.ExAcquireResourceExclusiveLite(Resource, wait: true) : Driver.ExAcquireResourceSharedLite(Resource, wait: true);
        Driver.ExConvertExclusiveToSharedLite(Resource);
        Assert.That(Machine.Breaches.Select(b => b.Rule), Is.EqualTo(Enumerable.Repeat("conversion of a shared resource", breaches)));
        Assert.That(Driver.ExIsResourceAcquiredExclusiveLite(Resource), Is.False);
        Driver.ExReleaseResourceLite(Resource);
    }

    [Test]
    public void Waiter_that_was_given_the_resource_is_counted_no_more()
    {
        Driver.ExAcquireResourceExclusiveLite(Resource, wait: true);
        StartThread("writer", () =>
        {
            Driver.ExAcquireResourceExclusiveLite(Resource, wait: true);
            Driver.ExReleaseResourceLite(Resource);
        });
        Machine.Scheduler.Yield();
        Assert.That(Driver.ExGetExclusiveWaiterCount(Resource), Is.EqualTo(1));
        Driver.ExReleaseResourceLite(Resource);
        Assert.That(Driver.ExGetExclusiveWaiterCount(Resource), Is.Zero);
        Assert.That(Driver.ExAcquireResourceSharedLite(Resource, wait: false), Is.False, "the waiter has it, although it has not run yet");
    }

    [Test]
    public void Shared_access_over_exclusive_access_of_ones_own_stays_exclusive()
    {
        Driver.ExAcquireResourceExclusiveLite(Resource, wait: true);
        Driver.ExAcquireSharedStarveExclusive(Resource, wait: false);
        Driver.ExReleaseResourceLite(Resource);
        Assert.That(Driver.ExIsResourceAcquiredExclusiveLite(Resource), Is.True);
        Driver.ExReleaseResourceLite(Resource);
        Assert.That(Driver.ExIsResourceAcquiredSharedLite(Resource), Is.Zero);
    }

    [Test]
    public void Only_ExAcquireSharedStarveExclusive_goes_before_a_waiting_writer()
    {
        Driver.ExAcquireResourceSharedLite(Resource, wait: true);
        StartThread("writer", () =>
        {
            Driver.ExAcquireResourceExclusiveLite(Resource, wait: true);
            Driver.ExReleaseResourceLite(Resource);
        });
        bool[] taken = [];
        StartThread("reader", () =>
        {
            taken = [Driver.ExAcquireResourceSharedLite(Resource, wait: false), Driver.ExAcquireSharedStarveExclusive(Resource, wait: false)];
            Driver.ExReleaseResourceLite(Resource);
        });
        Machine.Scheduler.Yield();
        Assert.That(taken, Is.EqualTo(new[] { false, true }));
        Driver.ExReleaseResourceLite(Resource);
        Machine.Scheduler.Yield();
        Assert.That(LocksHeld(), Is.Empty);
    }

    [TestCase("windows-xp-x86", 4, true)]
    [TestCase("windows-xp-x86", 2, false)]
    [TestCase("windows-10-x64", 8, true)]
    [TestCase("windows-10-x64", 4, false)]
    public void Resource_is_aligned_as_a_pointer(string profile, int offset, bool allowed)
    {
        Boot(profile);
        Driver.ExInitializeResourceLite(NonPaged(0x400 + offset));
        Assert.That(Noted(), allowed ? Is.Empty : Is.EqualTo(new ulong[] { 0x3D }));
    }
}
