using Verifier.Kernel;

namespace Verifier.Tests.Kernel.Ex;

/// <summary>What a driver sees of the pool's DDIs in ordinary use: contents, shapes of failure, quota.</summary>
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
    public void Free_makes_room_again()
    {
        for (var i = 0; i < 10_000; i++)
        {
            Driver.ExFreePoolWithTag(Driver.ExAllocatePoolWithTag(POOL_TYPE.PagedPool, 50_000, s_tag), s_tag);
        }
    }

    [TestCase("windows-10-x64", true)]
    [TestCase("windows-vista-x64", false)]
    public void Zero_flag_is_known_from_10_2004(string profile, bool zeroed)
    {
        Boot(profile);
        var block = Driver.ExAllocatePoolWithTag(POOL_TYPE.NonPagedPool | POOL_TYPE.POOL_ZERO_ALLOCATION, 64, s_tag);
        Assert.That(block.Read<ulong>(56), Is.EqualTo(zeroed ? 0 : 0xCBCB_CBCB_CBCB_CBCB));
    }

    [TestCase("windows-10-x64", false, true)]
    [TestCase("windows-vista-x64", true, true)]
    [TestCase("windows-vista-x64", false, false)]
    public void Inline_zero_functions_zero_where_they_can(string profile, bool initialisesRuntime, bool zeroed)
    {
        Boot(profile);
        if (initialisesRuntime)
        {
            Driver.ExInitializeDriverRuntime();
        }

        var blocks = new[]
        {
            Driver.ExAllocatePoolZero(POOL_TYPE.NonPagedPool, 64, s_tag),
            Driver.ExAllocatePoolQuotaZero(POOL_TYPE.NonPagedPool, 64, s_tag),
            Driver.ExAllocatePoolPriorityZero(POOL_TYPE.NonPagedPool, 64, s_tag, EX_POOL_PRIORITY.NormalPoolPriority),
        };
        Assert.That(blocks.Select(b => b.Read<ulong>(56)), Is.All.EqualTo(zeroed ? 0 : 0xCBCB_CBCB_CBCB_CBCB));
    }

    [Test]
    public void Inline_uninitialized_functions_do_not_zero()
    {
        var blocks = new[]
        {
            Driver.ExAllocatePoolUninitialized(POOL_TYPE.NonPagedPool, 64, s_tag),
            Driver.ExAllocatePoolQuotaUninitialized(POOL_TYPE.NonPagedPool, 64, s_tag),
            Driver.ExAllocatePoolPriorityUninitialized(POOL_TYPE.NonPagedPool, 64, s_tag, EX_POOL_PRIORITY.NormalPoolPriority),
        };
        Assert.That(blocks.Select(b => b.Read<byte>(63)), Is.All.EqualTo(0xCB));
    }

    [TestCase(0U, FailureShape.Null)]
    [TestCase(16U, FailureShape.Raise)]
    public void Shape_of_failure_follows_the_raise_flag(uint flag, FailureShape shape)
    {
        Assert.That(Ddis.ExAllocatePoolWithTag.Failure.ShapeFor([flag, 1, 1]), Is.EqualTo(shape));
        Assert.That(Ddis.ExAllocatePoolWithTagPriority.Failure.ShapeFor([flag | 1, 1, 1, 0]), Is.EqualTo(shape));
    }

    [TestCase(0U, FailureShape.Raise)]
    [TestCase(8U, FailureShape.Null)]
    public void Shape_of_failure_with_quota_follows_the_fail_flag(uint flag, FailureShape shape) =>
        Assert.That(Ddis.ExAllocatePoolWithQuotaTag.Failure.ShapeFor([flag, 1, 1]), Is.EqualTo(shape));

    [Test]
    public void Quota_is_charged_with_the_block_and_returned()
    {
        var block = Driver.ExAllocatePoolWithQuotaTag(POOL_TYPE.PagedPool, 100, s_tag);
        Assert.That(Machine.Pool.Quota.PagedUsage, Is.EqualTo(128), "100 bytes, a process pointer and a header");
        Driver.ExFreePoolWithTag(block, s_tag);
        Assert.That(Machine.Pool.Quota.PagedUsage, Is.Zero);
    }

    [Test]
    public void Quota_that_is_used_up_raises_quota_exceeded_or_gives_null()
    {
        Machine.Pool.Quota.NonPagedLimit = 200;
        var blocks = Machine.Pool.Census.Blocks;
        Driver.ExAllocatePoolWithQuota(POOL_TYPE.NonPagedPool, 100);
        Assert.That(
            () => Driver.ExAllocatePoolWithQuotaTag(POOL_TYPE.NonPagedPool, 100, s_tag),
            Throws.InstanceOf<KernelException>().With.Property(nameof(KernelException.Status)).EqualTo(NTSTATUS.STATUS_QUOTA_EXCEEDED));
        var type = POOL_TYPE.NonPagedPool | POOL_TYPE.POOL_QUOTA_FAIL_INSTEAD_OF_RAISE;
        Assert.That(Driver.ExAllocatePoolWithQuota(type, 100).IsNull);
        Assert.That(Machine.Pool.Census.Blocks, Is.EqualTo(blocks + 1), "what was refused was given back");
    }

    [Test]
    public void Quota_is_not_charged_for_a_page_or_more()
    {
        Machine.Pool.Quota.NonPagedLimit = 0;
        Assert.That(Driver.ExAllocatePoolWithQuotaTag(POOL_TYPE.NonPagedPool, 4096, s_tag).IsNull, Is.False);
    }

    [Test]
    public void Quota_is_not_charged_to_a_system_thread()
    {
        Machine.Pool.Quota.NonPagedLimit = 0;
        var got = false;
        Machine.Scheduler.Create("worker", isSystem: true, () =>
            got = !Driver.ExAllocatePoolWithQuotaTag(POOL_TYPE.NonPagedPool, 64, s_tag).IsNull);
        Machine.Scheduler.Yield();
        Assert.That(got);
    }

    [Test]
    public void Quota_request_without_memory_raises_insufficient_resources()
    {
        Machine.Pool.Pressure.TakeForPressure(ulong.MaxValue, paged: false);
        Assert.That(
            () => Driver.ExAllocatePoolWithQuotaTag(POOL_TYPE.NonPagedPool, 100, s_tag),
            Throws.InstanceOf<KernelException>().With.Property(nameof(KernelException.Status)).EqualTo(
                NTSTATUS.STATUS_INSUFFICIENT_RESOURCES));
    }

    [Test]
    [Raises(BugCheckCode.BAD_POOL_CALLER, 0xD)]
    public void Quota_pointer_that_was_overwritten_is_0xC2_D_at_the_free()
    {
        var block = Driver.ExAllocatePoolWithQuotaTag(POOL_TYPE.NonPagedPool, 104, s_tag);
        block.Write(104, 0x1234UL);
        var stop = AssertBugCheck(BugCheckCode.BAD_POOL_CALLER, () => Driver.ExFreePool(block));
        Assert.That(stop, Is.EqualTo(new BugCheck(BugCheckCode.BAD_POOL_CALLER, 0x0D, block, s_tag.Value, 0x1234)));
    }

    [Test]
    public void Macros_are_in_the_catalogue_with_what_they_expand_to()
    {
        Assert.That(DdiCatalogue.Find("ExAllocatePoolZero")!.ExpandsTo, Is.EqualTo("ExAllocatePoolWithTag"));
        Assert.That(DdiCatalogue.Find("ExAllocatePoolQuotaUninitialized")!.ExpandsTo, Is.EqualTo("ExAllocatePoolWithQuotaTag"));
        Assert.That(DdiCatalogue.Find("ExAllocatePoolPriorityZero")!.ExpandsTo, Is.EqualTo("ExAllocatePoolWithTagPriority"));
    }
}
