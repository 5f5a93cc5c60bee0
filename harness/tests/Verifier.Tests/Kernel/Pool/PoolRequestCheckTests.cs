using Verifier.Kernel;

namespace Verifier.Tests.Kernel.Pool;

/// <summary>
/// Requests that are wrong in themselves: IRQL, size, tag, must succeed; by harness/docs/facts/bugchecks.md#what-the-driver-did.
/// </summary>
public sealed class PoolRequestCheckTests : PoolFixture
{
    private const ulong Routine = 0;

    [TestCase(POOL_TYPE.PagedPool, KIRQL.DISPATCH_LEVEL)]
    [TestCase(POOL_TYPE.NonPagedPool, KIRQL.DISPATCH_LEVEL + 1)]
    [TestCase(POOL_TYPE.NonPagedPoolNx, KIRQL.HIGH_LEVEL)]
    public void Request_at_a_wrong_irql_is_0xC2_8(POOL_TYPE type, KIRQL irql)
    {
        Machine.Irql = irql;
        AssertBugCheck(BugCheckCode.BAD_POOL_CALLER, 0x08, (ulong)irql, (ulong)type, 40, () => Driver.ExAllocatePoolWithTag(type, 40, Tag));
    }

    [TestCase(POOL_TYPE.PagedPool, KIRQL.DISPATCH_LEVEL, 0x01UL)]
    [TestCase(POOL_TYPE.NonPagedPool, KIRQL.DISPATCH_LEVEL + 1, 0x02UL)]
    [Raises(BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION, SubCodeArgument = 2)]
    public void Request_of_a_verified_driver_at_a_wrong_irql_is_0xC4(POOL_TYPE type, KIRQL irql, ulong rule)
    {
        Machine.VerifierOptions = DriverVerifierOptions.Standard;
        Machine.Irql = irql;
        AssertBugCheck(
            BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION, rule, (ulong)irql, (ulong)type, 40, () =>
                Driver.ExAllocatePoolWithTag(type, 40, Tag));
    }

    [Test]
    [Raises(BugCheckCode.SPECIAL_POOL_DETECTED_MEMORY_CORRUPTION, 0x30)]
    public void Request_for_special_pool_at_a_wrong_irql_is_0xC1_30()
    {
        Machine.Irql = KIRQL.DISPATCH_LEVEL;
        AssertBugCheck(
            BugCheckCode.SPECIAL_POOL_DETECTED_MEMORY_CORRUPTION, (ulong)KIRQL.DISPATCH_LEVEL, (ulong)POOL_TYPE.PagedPool, 40, 0x30,
            () => Driver.ExAllocatePool2(POOL_FLAGS.POOL_FLAG_PAGED | POOL_FLAGS.POOL_FLAG_SPECIAL_POOL, 40, Tag));
    }

    [TestCase(POOL_TYPE.PagedPool, KIRQL.APC_LEVEL)]
    [TestCase(POOL_TYPE.NonPagedPool, KIRQL.DISPATCH_LEVEL)]
    public void Request_at_the_highest_irql_allowed_succeeds(POOL_TYPE type, KIRQL irql)
    {
        Machine.VerifierOptions = DriverVerifierOptions.Standard;
        Machine.Irql = irql;
        var block = Driver.ExAllocatePoolWithTag(type, 40, Tag);
        Driver.ExFreePoolWithTag(block, Tag);
        Assert.That(block.IsNull, Is.False);
    }

    [Test]
    public void Request_for_0_bytes_is_served_like_one_byte()
    {
        var block = NonPaged(0);
        Assert.That(Block(block).ChargedBytes, Is.EqualTo(32));
        Driver.ExFreePoolWithTag(block, Tag);
    }

    [Test]
    public void Request_of_a_verified_driver_for_0_bytes_is_0xC4_0()
    {
        Machine.VerifierOptions = DriverVerifierOptions.Standard;
        Machine.Irql = KIRQL.APC_LEVEL;
        AssertBugCheck(
            BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION, 0, (ulong)KIRQL.APC_LEVEL, (ulong)POOL_TYPE.NonPagedPool, 0, () =>
                NonPaged(0));
    }

    [TestCase(DriverVerifierOptions.None)]
    [TestCase(DriverVerifierOptions.Standard)]
    [Raises(BugCheckCode.BAD_POOL_CALLER, 0x9B)]
    public void Request_with_tag_0_is_0xC2_9B(DriverVerifierOptions options)
    {
        Machine.VerifierOptions = options;
        AssertBugCheck(
            BugCheckCode.BAD_POOL_CALLER, 0x9B, (ulong)POOL_TYPE.PagedPool, 40, Routine, () =>
                Driver.ExAllocatePoolWithTag(POOL_TYPE.PagedPool, 40, default));
    }

    [TestCase("BIG")]
    [TestCase("BIG ")]
    [Raises(BugCheckCode.BAD_POOL_CALLER, 0x9C)]
    public void Request_with_tag_big_is_0xC2_9C(string tag) => AssertBugCheck(
        BugCheckCode.BAD_POOL_CALLER, 0x9C, 1, 40, Routine, () => Driver.ExAllocatePoolWithTag(POOL_TYPE.PagedPool, 40, tag));

    [TestCase("?-! ")]
    [TestCase("_")]
    [Raises(BugCheckCode.BAD_POOL_CALLER, 0x9D)]
    public void Request_with_a_tag_without_letter_or_digit_is_0xC2_9D(string tag) => AssertBugCheck(
        BugCheckCode.BAD_POOL_CALLER, 0x9D, PoolTag.From(tag).Value, 1, Routine, () =>
            Driver.ExAllocatePoolWithTag(POOL_TYPE.PagedPool, 40, tag));

    [Test]
    public void Request_with_one_letter_in_the_tag_succeeds() =>
        Assert.That(Driver.ExAllocatePoolWithTag(POOL_TYPE.PagedPool, 40, "--a-").IsNull, Is.False);

    [TestCase(POOL_TYPE.NonPagedPoolMustSucceed)]
    [TestCase(POOL_TYPE.NonPagedPoolCacheAlignedMustS)]
    public void Must_succeed_request_from_xp_on_is_0xC2_9A(POOL_TYPE type)
    {
        Boot("windows-xp-x86");
        AssertBugCheck(BugCheckCode.BAD_POOL_CALLER, 0x9A, (ulong)type, 40, Tag.Value, () => Driver.ExAllocatePoolWithTag(type, 40, Tag));
    }

    [Test]
    public void Must_succeed_request_on_windows_2000_is_served()
    {
        Boot("windows-2000-x86");
        Assert.That(Driver.ExAllocatePoolWithTag(POOL_TYPE.NonPagedPoolMustSucceed, 40, Tag).IsNull, Is.False);
    }

    [Test]
    [Raises(BugCheckCode.BAD_POOL_CALLER, 0x9A)]
    [Raises(BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION, 0x3)]
    public void Must_succeed_request_of_a_verified_driver_is_0xC2_9A_and_beyond_a_page_0xC4_3()
    {
        Boot("windows-2000-x86", DriverVerifierOptions.PoolTracking);
        const POOL_TYPE type = POOL_TYPE.NonPagedPoolMustSucceed;
        AssertBugCheck(BugCheckCode.BAD_POOL_CALLER, 0x9A, 2, 4096, Tag.Value, () => Driver.ExAllocatePoolWithTag(type, 4096, Tag));
        Boot("windows-2000-x86", DriverVerifierOptions.PoolTracking);
        AssertBugCheck(
            BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION, 0x03, 0, 2, 4097, () => Driver.ExAllocatePoolWithTag(type, 4097, Tag));
    }

    [Test]
    [Raises(BugCheckCode.MUST_SUCCEED_POOL_EMPTY)]
    public void Must_succeed_request_that_cannot_be_filled_is_0x41()
    {
        Boot(Small("windows-2000-x86", nonPaged: 64 << 12));
        Driver.ExAllocatePoolWithTag(POOL_TYPE.NonPagedPool, 8192, Tag);
        Machine.Pool.Pressure.TakeForPressure(ulong.MaxValue, paged: false);
        var stop = AssertBugCheck(BugCheckCode.MUST_SUCCEED_POOL_EMPTY, () =>
            Driver.ExAllocatePoolWithTag(POOL_TYPE.NonPagedPoolMustSucceed, 40, Tag));
        Assert.That((stop.P1, stop.P2, stop.P4), Is.EqualTo((40UL, 64UL, (ulong)Machine.Physical.Available)));
        Assert.That(stop.P3, Is.Positive, "the driver's request of two pages");
    }

    [Test]
    public void Check_alone_stops_like_the_request()
    {
        Machine.Irql = KIRQL.DISPATCH_LEVEL;
        Assert.That(
            () => Machine.Gate.CheckOnly(Driver.Image, Ddis.ExAllocatePoolWithTag, [(ulong)POOL_TYPE.PagedPool, 40, Tag.Value]),
            Throws.InstanceOf<MachineStopped>());
        Assert.That(Machine.Stopped!.BugCheck!.P1, Is.EqualTo(0x08));
    }
}
