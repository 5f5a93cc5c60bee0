using Verifier.Kernel;

namespace Verifier.Tests.Kernel.Pool;

/// <summary>What the public pages of the pool routines say, statement by statement, where the other fixtures do not look.</summary>
public sealed class PoolStatementTests : KernelFixture
{
    private const POOL_FLAGS NonPagedFlag = POOL_FLAGS.POOL_FLAG_NON_PAGED;
    private const POOL_FLAGS RaisingFlag = NonPagedFlag | POOL_FLAGS.POOL_FLAG_RAISE_ON_FAILURE;

    private static readonly PoolTag s_tag = "Test";
    private static readonly ulong[] s_huge = [ulong.MaxValue, ulong.MaxValue - 15, ulong.MaxValue - 31, ulong.MaxValue - 4096, 1UL << 63];

    [Test]
    public void Size_near_the_end_of_the_address_space_is_null_in_every_pool(
        [ValueSource(nameof(s_huge))] ulong bytes, [Values(DriverVerifierOptions.None, DriverVerifierOptions.Standard)] DriverVerifierOptions options)
    {
        Boot(ProfileName, options);
        Assert.That(Driver.ExAllocatePoolWithTag(POOL_TYPE.NonPagedPoolNx, bytes, s_tag).IsNull);
        Assert.That(Driver.ExAllocatePoolWithTag(POOL_TYPE.NonPagedPoolNxCacheAligned, bytes, s_tag).IsNull);
        Assert.That(Driver.ExAllocatePool2(POOL_FLAGS.POOL_FLAG_PAGED | POOL_FLAGS.POOL_FLAG_SPECIAL_POOL, bytes, s_tag).IsNull);
        Assert.That(
            Driver.ExAllocatePoolWithQuotaTag(POOL_TYPE.PagedPool | POOL_TYPE.POOL_QUOTA_FAIL_INSTEAD_OF_RAISE, bytes, s_tag).IsNull);
        Assert.That(Driver.ExAllocatePoolWithTagPriority(POOL_TYPE.PagedPool, bytes, s_tag, EX_POOL_PRIORITY.HighPoolPriority).IsNull);
    }

    [TestCase(4079ul)]
    [TestCase(4080ul)]
    [TestCase(4095ul)]
    [TestCase(4096ul)]
    [TestCase(4097ul)]
    public void Every_allocator_aligns_a_page_and_keeps_less_within_one(ulong bytes)
    {
        Pointer[] blocks =
        [
            Driver.ExAllocatePool(POOL_TYPE.NonPagedPoolNx, bytes),
            Driver.ExAllocatePoolWithQuotaTag(POOL_TYPE.PagedPool, bytes, s_tag),
            Driver.ExAllocatePoolWithTagPriority(POOL_TYPE.NonPagedPoolNx, bytes, s_tag, EX_POOL_PRIORITY.HighPoolPriority),
            Driver.ExAllocatePool2(NonPagedFlag, bytes, s_tag),
        ];
        foreach (var block in blocks)
        {
            Assert.That(block.Address % 16, Is.Zero);
            Assert.That(bytes < 4096 || block.Address % 4096 == 0);
            Assert.That(bytes > 4096 || block.Address / 4096 == (block.Address + bytes - 1) / 4096);
        }
    }

    [TestCase(RaisingFlag, 64ul, 0u, TestName = "Tag_0_raises")]
    [TestCase(RaisingFlag | POOL_FLAGS.POOL_FLAG_PAGED, 64ul, 0x74736554u, TestName = "Two_pools_raise")]
    [TestCase(POOL_FLAGS.POOL_FLAG_RAISE_ON_FAILURE, 64ul, 0x74736554u, TestName = "No_pool_raises")]
    [TestCase(RaisingFlag, 1UL << 40, 0x74736554u, TestName = "No_memory_raises")]
    public void Pool2_raises_where_it_would_be_null(POOL_FLAGS flags, ulong bytes, uint tag)
    {
        Assert.That(() => Driver.ExAllocatePool2(flags, bytes, new PoolTag(tag)), Throws.InstanceOf<KernelException>());
        Assert.That(Driver.ExAllocatePool2(flags & ~POOL_FLAGS.POOL_FLAG_RAISE_ON_FAILURE, bytes, new PoolTag(tag)).IsNull);
    }

    [Test]
    public void Pool2_raises_when_the_quota_is_used_up_and_was_asked_to()
    {
        Machine.Pool.Quota.NonPagedLimit = 0;
        Assert.That(
            () => Driver.ExAllocatePool2(RaisingFlag | POOL_FLAGS.POOL_FLAG_USE_QUOTA, 64, s_tag),
            Throws.InstanceOf<KernelException>().With.Property(nameof(KernelException.Status)).EqualTo(NTSTATUS.STATUS_QUOTA_EXCEEDED));
    }

    [TestCase(POOL_TYPE.PagedPool)]
    [TestCase(POOL_TYPE.NonPagedPool)]
    public void Cold_memory_is_a_hint_and_comes_from_the_pool_that_was_named(POOL_TYPE type)
    {
        var block = Driver.ExAllocatePoolWithTag(type | POOL_TYPE.POOL_COLD_ALLOCATION, 64, s_tag);
        Assert.That((type.IsPaged() ? RegionLayout.PagedPool : RegionLayout.NonPagedPool).Contains(block));
        Driver.ExFreePoolWithTag(block, s_tag);
    }

    [Test]
    public void Memory_of_each_allocator_is_freed_with_and_without_its_tag()
    {
        Driver.ExFreePool(Driver.ExAllocatePool2(NonPagedFlag, 64, s_tag));
        Driver.ExFreePoolWithTag(Driver.ExAllocatePool3(NonPagedFlag, 64, s_tag, Pointer.Null, 0), s_tag);
        Driver.ExFreePool(Driver.ExAllocatePoolWithQuotaTag(POOL_TYPE.PagedPool, 64, s_tag));
        Driver.ExFreePool(Driver.ExAllocatePoolWithQuota(POOL_TYPE.PagedPool, 64));
        Assert.That(Machine.Pool.Census.LiveBlocks(Driver.Image), Is.Empty);
        Assert.That(Machine.Breaches, Is.Empty);
    }

    [Test]
    [Raises(BugCheckCode.BAD_POOL_CALLER, 0x99)]
    public void Free2_of_ordinary_memory_with_extended_parameters_is_0xC2()
    {
        Boot(SystemProfile.Find(ProfileName)! with { Version = WindowsVersion.Windows11 });
        var block = Driver.ExAllocatePool2(NonPagedFlag, 64, s_tag);
        AssertBugCheck(BugCheckCode.BAD_POOL_CALLER, () => Driver.ExFreePool2(block, s_tag, Driver.At(Driver.Image.Data.Address), 1));
    }
}
