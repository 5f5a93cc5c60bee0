using Verifier.Kernel;

namespace Verifier.Tests.Kernel.Ex;

/// <summary>What a driver sees of the pool's DDIs in ordinary use.</summary>
public sealed class ExPoolTests : KernelFixture
{
    private static readonly PoolTag s_tag = "Test";

    [Test]
    public void Allocate_gives_writable_memory_of_its_own()
    {
        var first = Driver.ExAllocatePoolWithTag(POOL_TYPE.NonPagedPool, 100, s_tag);
        var second = Driver.ExAllocatePoolWithTag(POOL_TYPE.NonPagedPool, 100, s_tag);
        first.Write(96, 1);
        second.Write(96, 2);
        Assert.That(first.Read<int>(96), Is.EqualTo(1));
        Assert.That(first.Address % 16, Is.Zero);
    }

    [Test]
    public void Free_with_the_right_tag_makes_room_again()
    {
        for (var i = 0; i < 20_000; i++)
        {
            Driver.ExFreePoolWithTag(Driver.ExAllocatePoolWithTag(POOL_TYPE.PagedPool, 50_000, s_tag), s_tag);
        }
    }

    [Test]
    public void Free_with_another_tag_is_a_bug_check()
    {
        var block = Driver.ExAllocatePoolWithTag(POOL_TYPE.NonPagedPool, 100, s_tag);
        var stop = AssertBugCheck(BugCheckCode.BAD_POOL_CALLER, () => Driver.ExFreePoolWithTag(block, "Else"));
        Assert.That(stop, Is.EqualTo(new BugCheck(BugCheckCode.BAD_POOL_CALLER, 0x0A, block, s_tag.Value, ((PoolTag)"Else").Value)));
    }
}
