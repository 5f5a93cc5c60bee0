using Verifier.Kernel;
using Verifier.Tests.Kernel.Ke;

namespace Verifier.Tests.Kernel.Rtl;

public sealed class RtlMemoryTests : KeFixture
{
    [Test]
    public void Memory_routines_do_what_their_names_say()
    {
        Driver.RtlFillMemory(NonPaged(0), 16, 0xAB);
        Driver.RtlCopyMemory(NonPaged(0x20), NonPaged(0), 16);
        Assert.That(Driver.RtlEqualMemory(NonPaged(0), NonPaged(0x20), 16), Is.True);
        Driver.RtlZeroMemory(NonPaged(0x28), 8);
        Assert.That(Driver.RtlCompareMemory(NonPaged(0), NonPaged(0x20), 16), Is.EqualTo(8UL));
    }

    [Test]
    public void RtlMoveMemory_may_overlap()
    {
        for (var i = 0; i < 8; i++)
        {
            NonPaged(i).Write(0, (byte)i);
        }

        Driver.RtlMoveMemory(NonPaged(2), NonPaged(0), 6);
        Assert.That(NonPaged(0).Read<ulong>(), Is.EqualTo(0x0504030201000100UL));
    }

    [Test]
    [Raises(BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION, 0xF0)]
    public void RtlCopyMemory_overlapping_is_0xC4_0xF0()
    {
        Driver.RtlCopyMemory(NonPaged(2), NonPaged(0), 6);
        Assert.That(Noted(), Is.EqualTo(new ulong[] { 0xF0 }));
        Boot(ProfileName, DriverVerifierOptions.MiscellaneousChecks);
        AssertViolation(0xF0, () => Driver.RtlCopyMemory(NonPaged(2), NonPaged(0), 6));
    }

    [Test]
    public void RtlZeroMemory_through_null_raises_in_the_driver() =>
        Assert.That(() => Driver.RtlZeroMemory(Pointer.Null, 8), Throws.InstanceOf<KernelException>());

    [Test]
    public void RtlZeroMemory_of_trimmed_memory_at_dispatch_level_is_the_drivers_fault()
    {
        Machine.Pages.TrimAll();
        Driver.KeRaiseIrqlToDpcLevel();
        AssertBugCheck(BugCheckCode.DRIVER_IRQL_NOT_LESS_OR_EQUAL, () => Driver.RtlZeroMemory(Paged(0), 8));
    }
}
