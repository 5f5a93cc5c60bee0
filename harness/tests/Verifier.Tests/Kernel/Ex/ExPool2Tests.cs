using Verifier.Kernel;

namespace Verifier.Tests.Kernel.Ex;

/// <summary>The contract of ExAllocatePool2 and ExAllocatePool3 (harness/docs/facts/memory.md#pool-flags, #pool-routines).</summary>
public sealed class ExPool2Tests : KernelFixture
{
    private static readonly PoolTag s_tag = "Test";

    [TestCase(POOL_FLAGS.POOL_FLAG_NON_PAGED, POOL_TYPE.NonPagedPoolNx)]
    [TestCase(POOL_FLAGS.POOL_FLAG_NON_PAGED_EXECUTE, POOL_TYPE.NonPagedPool)]
    [TestCase(POOL_FLAGS.POOL_FLAG_PAGED, POOL_TYPE.PagedPool)]
    public void Pool2_gives_zeroed_memory_of_the_pool(POOL_FLAGS flags, POOL_TYPE type)
    {
        var block = Driver.ExAllocatePool2(flags, 64, s_tag);
        Assert.That(block.Read<ulong>(56), Is.Zero);
        Assert.That(Machine.Pool.Census.BlockAt(block)!.Value.Type, Is.EqualTo(type));
        Driver.ExFreePoolWithTag(block, s_tag);
    }

    [Test]
    [Raises(BugCheckCode.BAD_POOL_CALLER, 0xA)]
    public void Free2_frees_and_checks_the_tag_where_it_exists()
    {
        Boot(SystemProfile.Find("windows-10-x64")! with { Version = WindowsVersion.Windows11 });
        Driver.ExFreePool2(Driver.ExAllocatePool2(POOL_FLAGS.POOL_FLAG_PAGED, 64, s_tag), s_tag);
        Assert.That(Machine.Pool.Census.LiveBlocks(Driver.Image), Is.Empty);
        var block = Driver.ExAllocatePool2(POOL_FLAGS.POOL_FLAG_PAGED, 64, s_tag);
        Assert.That(AssertBugCheck(BugCheckCode.BAD_POOL_CALLER, () => Driver.ExFreePool2(block, "Else")).P1, Is.EqualTo(0x0A));
    }

    [Test]
    public void Pool2_leaves_memory_uninitialised_when_asked() =>
        Assert.That(Driver.ExAllocatePool2(POOL_FLAGS.POOL_FLAG_PAGED | POOL_FLAGS.POOL_FLAG_UNINITIALIZED, 64, s_tag).Read<byte>(),
            Is.EqualTo(0xCB));

    [Test]
    public void Pool2_cache_aligned_is_aligned()
    {
        for (var i = 0; i < 10; i++)
        {
            Assert.That(Driver.ExAllocatePool2(POOL_FLAGS.POOL_FLAG_PAGED | POOL_FLAGS.POOL_FLAG_CACHE_ALIGNED, 40,
                s_tag).Address % 64, Is.Zero);
        }
    }

    [TestCase(POOL_FLAGS.POOL_FLAG_NONE)]
    [TestCase(POOL_FLAGS.POOL_FLAG_UNINITIALIZED)]
    [TestCase(POOL_FLAGS.POOL_FLAG_PAGED | POOL_FLAGS.POOL_FLAG_NON_PAGED)]
    [TestCase(POOL_FLAGS.POOL_FLAG_SESSION)]
    [TestCase(POOL_FLAGS.POOL_FLAG_SESSION | POOL_FLAGS.POOL_FLAG_PAGED | POOL_FLAGS.POOL_FLAG_RESERVED2)]
    [TestCase(POOL_FLAGS.POOL_FLAG_PAGED | POOL_FLAGS.POOL_FLAG_RESERVED1)]
    [TestCase(POOL_FLAGS.POOL_FLAG_PAGED | POOL_FLAGS.POOL_FLAG_RESERVED3)]
    [TestCase(POOL_FLAGS.POOL_FLAG_PAGED | POOL_FLAGS.POOL_FLAG_REQUIRED_END)]
    public void Pool2_fails_required_flags_that_it_cannot_honour(POOL_FLAGS flags) =>
        Assert.That(Driver.ExAllocatePool2(flags, 64, s_tag).IsNull);

    [TestCase(POOL_FLAGS.POOL_FLAG_NON_PAGED, POOL_TYPE.NonPagedPoolSessionNx)]
    [TestCase(POOL_FLAGS.POOL_FLAG_NON_PAGED_EXECUTE, POOL_TYPE.NonPagedPoolSession)]
    [TestCase(POOL_FLAGS.POOL_FLAG_PAGED, POOL_TYPE.PagedPoolSession)]
    public void Pool2_serves_session_pool_from_the_ordinary_pool(POOL_FLAGS pool, POOL_TYPE type)
    {
        var flags = pool | POOL_FLAGS.POOL_FLAG_SESSION;
        var block = Driver.ExAllocatePool2(flags, 64, s_tag);
        var range = type.IsPaged() ? RegionLayout.PagedPool : RegionLayout.NonPagedPool;
        Assert.That((block.IsNull, range.Contains(block), block.Read<ulong>(56)), Is.EqualTo((false, true, 0UL)));
        Assert.That(Machine.Pool.Census.BlockAt(block)!.Value.Type, Is.EqualTo(type));
        Assert.That(Ddis.ExAllocatePool2.Failure.ShapeFor([(ulong)flags, 64, s_tag.Value]), Is.EqualTo(FailureShape.Null));
        Driver.ExFreePoolWithTag(block, s_tag);
    }

    [Test]
    [Raises(BugCheckCode.BAD_POOL_CALLER, 0x8)]
    public void Pool2_of_paged_session_memory_at_dispatch_level_is_a_bug_check()
    {
        Machine.Irql = KIRQL.DISPATCH_LEVEL;
        const POOL_FLAGS flags = POOL_FLAGS.POOL_FLAG_PAGED | POOL_FLAGS.POOL_FLAG_SESSION;
        Assert.That(AssertBugCheck(BugCheckCode.BAD_POOL_CALLER, () => Driver.ExAllocatePool2(flags, 64, s_tag)).P1, Is.EqualTo(0x08));
    }

    [Test]
    public void Pool2_ignores_optional_flags_that_it_does_not_know() =>
        Assert.That(Driver.ExAllocatePool2(POOL_FLAGS.POOL_FLAG_PAGED | POOL_FLAGS.POOL_FLAG_OPTIONAL_END, 64, s_tag).IsNull, Is.False);

    [Test]
    public void Pool2_with_tag_0_or_no_bytes_is_null_and_not_a_bug_check()
    {
        Assert.That(Driver.ExAllocatePool2(POOL_FLAGS.POOL_FLAG_PAGED, 64, default).IsNull);
        Assert.That(Driver.ExAllocatePool2(POOL_FLAGS.POOL_FLAG_PAGED, 0, s_tag).IsNull);
        Assert.That(Machine.Stopped, Is.Null);
    }

    [Test]
    [Raises(BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION, 0x0)]
    public void Pool2_for_no_bytes_by_a_verified_driver_is_0xC4_0()
    {
        Machine.VerifierOptions = DriverVerifierOptions.Standard;
        Assert.That(
            AssertBugCheck(BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION, () =>
                Driver.ExAllocatePool2(POOL_FLAGS.POOL_FLAG_PAGED, 0, s_tag)).P1,
            Is.Zero);
    }

    [Test]
    [Raises(BugCheckCode.BAD_POOL_CALLER, 0x8)]
    public void Pool2_of_paged_memory_at_dispatch_level_is_a_bug_check()
    {
        Machine.Irql = KIRQL.DISPATCH_LEVEL;
        Assert.That(
            AssertBugCheck(BugCheckCode.BAD_POOL_CALLER, () =>
                Driver.ExAllocatePool2(POOL_FLAGS.POOL_FLAG_PAGED, 64, s_tag)).P1, Is.EqualTo(0x08));
    }

    [Test]
    public void Pool2_without_memory_is_null_or_raises()
    {
        Assert.That(Driver.ExAllocatePool2(POOL_FLAGS.POOL_FLAG_PAGED, 1UL << 40, s_tag).IsNull);
        Assert.That(
            () => Driver.ExAllocatePool2(POOL_FLAGS.POOL_FLAG_PAGED | POOL_FLAGS.POOL_FLAG_RAISE_ON_FAILURE, 1UL << 40, s_tag),
            Throws.InstanceOf<KernelException>().With.Property(nameof(KernelException.Status)).EqualTo(
                NTSTATUS.STATUS_INSUFFICIENT_RESOURCES));
    }

    [Test]
    public void Pool2_with_quota_does_not_raise_by_itself()
    {
        Machine.Pool.Quota.PagedLimit = 0;
        Assert.That(Driver.ExAllocatePool2(POOL_FLAGS.POOL_FLAG_PAGED | POOL_FLAGS.POOL_FLAG_USE_QUOTA, 64, s_tag).IsNull);
    }

    [TestCase((ulong)POOL_FLAGS.POOL_FLAG_PAGED, FailureShape.Null)]
    [TestCase((ulong)(POOL_FLAGS.POOL_FLAG_PAGED | POOL_FLAGS.POOL_FLAG_RAISE_ON_FAILURE), FailureShape.Raise)]
    public void Pool2_shape_of_failure_follows_the_flags(ulong flags, FailureShape shape) =>
        Assert.That(Ddis.ExAllocatePool2.Failure.ShapeFor([flags, 64, s_tag.Value]), Is.EqualTo(shape));

    [Test]
    public void Pool3_honours_the_priority()
    {
        var parameter = Parameter(POOL_EXTENDED_PARAMETER_TYPE.PoolExtendedParameterPriority, false,
            (ulong)EX_POOL_PRIORITY.LowPoolPriority);
        Machine.Physical.TryTake(Machine.Physical.Available - (Machine.Physical.Total / 16));
        Assert.That(Driver.ExAllocatePool3(POOL_FLAGS.POOL_FLAG_PAGED, 64, s_tag, parameter, 1).IsNull);
        Assert.That(Driver.ExAllocatePool3(POOL_FLAGS.POOL_FLAG_PAGED, 64, s_tag, Pointer.Null, 0).IsNull, Is.False);
    }

    [TestCase(POOL_EXTENDED_PARAMETER_TYPE.PoolExtendedParameterInvalidType, 0UL)]
    [TestCase(POOL_EXTENDED_PARAMETER_TYPE.PoolExtendedParameterSecurePool, 0UL)]
    [TestCase(POOL_EXTENDED_PARAMETER_TYPE.PoolExtendedParameterNumaNode, 1UL)]
    [TestCase((POOL_EXTENDED_PARAMETER_TYPE)99, 0UL)]
    public void Pool3_fails_a_parameter_that_it_cannot_honour_unless_it_is_optional(POOL_EXTENDED_PARAMETER_TYPE type, ulong value)
    {
        Assert.That(Driver.ExAllocatePool3(POOL_FLAGS.POOL_FLAG_NON_PAGED, 64, s_tag, Parameter(type, false, value), 1).IsNull);
        Assert.That(Driver.ExAllocatePool3(POOL_FLAGS.POOL_FLAG_NON_PAGED, 64, s_tag, Parameter(type, true, value), 1).IsNull, Is.False);
    }

    [TestCase(POOL_FLAGS.POOL_FLAG_NON_PAGED, 0UL, true)]
    [TestCase(POOL_FLAGS.POOL_FLAG_NON_PAGED, 0x8000_0001UL, true)]
    [TestCase(POOL_FLAGS.POOL_FLAG_PAGED, 0UL, false)]
    public void Pool3_takes_a_node_for_nonpaged_memory_only(POOL_FLAGS flags, ulong node, bool succeeds)
    {
        var parameter = Parameter(POOL_EXTENDED_PARAMETER_TYPE.PoolExtendedParameterNumaNode, false, node);
        Assert.That(Driver.ExAllocatePool3(flags, 64, s_tag, parameter, 1).IsNull, Is.Not.EqualTo(succeeds));
    }

    private Pointer Parameter(POOL_EXTENDED_PARAMETER_TYPE type, bool optional, ulong value)
    {
        var address = Driver.At(Driver.Image.Data.Address);
        new PoolExtendedParameter(address).Set(type, optional, value);
        return address;
    }
}
