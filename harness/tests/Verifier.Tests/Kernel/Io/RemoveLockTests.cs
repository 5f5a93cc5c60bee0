using Verifier.Kernel;
using Verifier.Tests.Kernel.Ke;

namespace Verifier.Tests.Kernel.Io;

/// <summary>Remove locks: counting, the refusal after removal, the wait, tags.</summary>
public sealed class RemoveLockTests : KeFixture
{
    private Pointer Lock => NonPaged(0);

    private Pointer Tag(int number) => NonPaged(0x100 + number);

    [Test]
    public void Lock_counts_acquisitions_and_the_ledger_has_one_for_each()
    {
        Initialise();
        Assert.That(Driver.IoAcquireRemoveLock(Lock, Tag(1)), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        Assert.That(Driver.IoAcquireRemoveLock(Lock, Tag(1)), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        Assert.That(Lock.Read<int>(4), Is.EqualTo(3));
        Assert.That(Held(), Is.EqualTo(2));
        Driver.IoReleaseRemoveLock(Lock, Tag(1));
        Assert.That(Lock.Read<int>(4), Is.EqualTo(2));
        Assert.That(Held(), Is.EqualTo(1));
        Assert.That(Machine.Violations, Is.Empty);
    }

    [Test]
    public void Acquisition_after_removal_is_refused_and_holds_nothing()
    {
        Initialise();
        Driver.IoAcquireRemoveLock(Lock, Tag(1));
        Driver.IoReleaseRemoveLockAndWait(Lock, Tag(1));
        Assert.That(Driver.IoAcquireRemoveLock(Lock, Tag(2)), Is.EqualTo(NTSTATUS.STATUS_DELETE_PENDING));
        Assert.That(Held(), Is.Zero);
        Assert.That(Lock.Read<byte>(), Is.EqualTo(1));
        Assert.That(Machine.Violations, Is.Empty);
    }

    [Test]
    public void Removal_waits_until_the_others_have_released()
    {
        Initialise();
        Driver.IoAcquireRemoveLock(Lock, Tag(1));
        Driver.IoAcquireRemoveLock(Lock, Tag(2));
        var refused = NTSTATUS.STATUS_SUCCESS;
        StartThread("releaser", () =>
        {
            refused = Driver.IoAcquireRemoveLock(Lock, Tag(3));
            Driver.IoReleaseRemoveLock(Lock, Tag(2));
        });
        Driver.IoReleaseRemoveLockAndWait(Lock, Tag(1));
        Assert.That(refused, Is.EqualTo(NTSTATUS.STATUS_DELETE_PENDING));
        Assert.That(Held(), Is.Zero);
    }

    [Test]
    public void Acquisition_that_nobody_releases_hangs_the_removal()
    {
        Initialise();
        Driver.IoAcquireRemoveLock(Lock, Tag(1));
        Driver.IoAcquireRemoveLock(Lock, Tag(2));
        var report = AssertHang(() => Driver.IoReleaseRemoveLockAndWait(Lock, Tag(1)));
        Assert.That(report, Does.Contain("1 release of the remove lock"));
    }

    [TestCase("windows-10-x64", true)]
    [TestCase("windows-xp-x86", false)]
    public void Release_with_another_tag_is_a_breach_that_stops_from_Vista_on(string profile, bool stops)
    {
        Boot(profile, DriverVerifierOptions.IoVerification);
        Initialise();
        Driver.IoAcquireRemoveLock(Lock, Tag(1));
        if (stops)
        {
            var stop = AssertViolation(0xD5, () => Driver.IoReleaseRemoveLock(Lock, Tag(2)));
            Assert.That((stop.P2, stop.P3), Is.EqualTo(((ulong)Lock, (ulong)Tag(2))));
            return;
        }

        Driver.IoReleaseRemoveLock(Lock, Tag(2));
        Assert.That(Noted(), Is.EqualTo(new ulong[] { 0xD5 }));
        Assert.That(Held(), Is.Zero);
    }

    [Test]
    [Raises(BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION, 0xD6)]
    public void Waiting_release_with_another_tag_names_both_tags()
    {
        Boot(ProfileName, DriverVerifierOptions.IoVerification);
        Initialise();
        Driver.IoAcquireRemoveLock(Lock, Tag(1));
        var stop = AssertViolation(0xD6, () => Driver.IoReleaseRemoveLockAndWait(Lock, Tag(2)));
        Assert.That((stop.P3, stop.P4), Is.EqualTo(((ulong)Tag(2), (ulong)Tag(1))));
    }

    [Test]
    [Raises(BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION, 0xD5)]
    public void Release_without_an_acquisition_is_noted()
    {
        Initialise();
        Driver.IoReleaseRemoveLock(Lock, Tag(1));
        Assert.That(Noted(), Is.EqualTo(new ulong[] { 0xD5 }));
    }

    [Test]
    [Raises(BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION, 0xD7)]
    public void Second_initialisation_of_a_lock_in_use_is_a_breach()
    {
        Boot(ProfileName, DriverVerifierOptions.IoVerification);
        Initialise();
        AssertViolation(0xD7, Initialise);
    }

    [Test]
    [Raises(BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION, 0xD7)]
    public void Second_initialisation_of_a_lock_that_was_waited_for_is_a_breach()
    {
        Boot(ProfileName, DriverVerifierOptions.IoVerification);
        Initialise();
        Driver.IoAcquireRemoveLock(Lock, Tag(1));
        Driver.IoReleaseRemoveLockAndWait(Lock, Tag(1));
        AssertViolation(0xD7, Initialise);
    }

    [Test]
    public void Initialisation_of_new_memory_at_the_same_address_is_none()
    {
        Boot(ProfileName, DriverVerifierOptions.IoVerification);
        Initialise();
        Driver.IoAcquireRemoveLock(Lock, Tag(1));
        Driver.IoReleaseRemoveLockAndWait(Lock, Tag(1));
        Driver.RtlZeroMemory(Lock, SizeOf.IO_REMOVE_LOCK);
        Initialise();
        Assert.That(Driver.IoAcquireRemoveLock(Lock, Tag(1)), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        Assert.That(Machine.Violations, Is.Empty);
    }

    [Test]
    [Raises(BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION, 0xE5)]
    public void Wait_at_DISPATCH_LEVEL_is_a_wrong_IRQL()
    {
        Boot(ProfileName, DriverVerifierOptions.IoVerification);
        Initialise();
        Driver.IoAcquireRemoveLock(Lock, Tag(1));
        Driver.KeRaiseIrql(KIRQL.DISPATCH_LEVEL, out _);
        AssertViolation(0xE5, () => Driver.IoReleaseRemoveLockAndWait(Lock, Tag(1)));
    }

    private void Initialise() => Driver.IoInitializeRemoveLock(Lock, "Lock", 0, 0);

    private int Held() => Machine.Resources.HeldBy(Driver.Image).Count(r => r.Kind == ResourceKind.RemoveLock);
}
