using Verifier.Kernel;

namespace Verifier.Tests.Kernel.Calls;

/// <summary>A Windows version has the DDIs of its time and no others.</summary>
public sealed class MissingImportTests : KernelFixture
{
    [TestCase("windows-2000-x86")]
    [TestCase("windows-xp-x86")]
    [TestCase("windows-vista-x64")]
    public void Call_of_a_later_routine_raises_and_says_which(string profile)
    {
        Boot(profile);
        var raised = Assert.Throws<MissingImport>(() => Driver.ExAllocatePool2(POOL_FLAGS.POOL_FLAG_PAGED, 64, "Test"))!;
        Assert.That(raised.Status, Is.EqualTo(NTSTATUS.STATUS_DRIVER_ENTRYPOINT_NOT_FOUND));
        Assert.That(raised.Message, Does.Contain("ExAllocatePool2").And.Contain(profile));
    }

    [Test]
    public void Call_of_a_routine_of_this_version_succeeds()
    {
        Boot("windows-10-x64");
        Assert.That(Driver.ExAllocatePool2(POOL_FLAGS.POOL_FLAG_PAGED, 64, "Test").IsNull, Is.False);
    }
}
