using Verifier.Kernel;
using Verifier.Tests.Kernel.Ke;

namespace Verifier.Tests.Kernel.Ps;

public sealed class PsVersionTests : KeFixture
{
    [TestCase("windows-2000-x86", 5u, 0u, 2195u, false)]
    [TestCase("windows-xp-x86", 5u, 1u, 2600u, false)]
    [TestCase("windows-vista-x64", 6u, 0u, 6000u, true)]
    [TestCase("windows-10-x64", 10u, 0u, 19041u, true)]
    public void Version_is_the_profiles(string profile, uint major, uint minor, uint build, bool isVista)
    {
        Boot(profile);
        Driver.PsGetVersion(out var a, out var b, out var c);
        Driver.RtlGetVersion(NonPaged(0));
        Assert.That((a, b, c), Is.EqualTo((major, minor, build)));
        Assert.That((NonPaged(0).Read<uint>(4), NonPaged(0).Read<uint>(12)), Is.EqualTo((major, build)));
        Assert.That(Driver.IoIsWdmVersionAvailable(6, 0), Is.EqualTo(isVista));
    }

    [Test]
    public void MmGetSystemRoutineAddress_knows_what_this_windows_has()
    {
        var name = Driver.UnicodeLiteral("KeEnterGuardedRegion");
        var first = Driver.MmGetSystemRoutineAddress(name);
        Assert.That(first.IsNull, Is.False);
        Assert.That(Driver.MmGetSystemRoutineAddress(name), Is.EqualTo(first));
        Assert.That(Driver.MmGetSystemRoutineAddress(Driver.UnicodeLiteral("NoSuchRoutine")).IsNull, Is.True);
        Assert.That(Driver.MmGetSystemRoutineAddress(Driver.UnicodeLiteral("KeAcquireSpinLock")).IsNull, Is.True, "a macro is no export");
        Boot("windows-xp-x86");
        Assert.That(Driver.MmGetSystemRoutineAddress(Driver.UnicodeLiteral("KeEnterGuardedRegion")).IsNull, Is.True);
    }

    [Test]
    public void Routine_found_by_name_runs()
    {
        var address = Driver.MmGetSystemRoutineAddress(Driver.UnicodeLiteral("KeEnterCriticalRegion"));
        Machine.Executor.Invoke(RoutineKind.None, address);
        Assert.That(Driver.KeAreApcsDisabled(), Is.True);
    }

    [Test]
    public void KeBugCheckEx_stops_with_the_drivers_own_parameters()
    {
        var stop = AssertBugCheck(BugCheckCode.DRIVER_VIOLATION, () => Driver.KeBugCheckEx(BugCheckCode.DRIVER_VIOLATION, 1, 2, 3, 4));
        Assert.That(stop, Is.EqualTo(new BugCheck(BugCheckCode.DRIVER_VIOLATION, 1, 2, 3, 4)));
        Assert.That(Machine.Stopped!.Detail, Does.Contain("test-driver"));
    }

    [Test]
    public void ExRaiseStatus_is_caught_like_an_exception() =>
        Assert.That(
            () => Driver.ExRaiseStatus(NTSTATUS.STATUS_INSUFFICIENT_RESOURCES),
            Throws.InstanceOf<KernelException>().With.Property("Status").EqualTo(NTSTATUS.STATUS_INSUFFICIENT_RESOURCES));
}
