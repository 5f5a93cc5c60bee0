using Verifier.Kernel;

namespace Verifier.Tests.Kernel.Pool;

/// <summary>Frees of what must not be freed, or not so; by harness/docs/facts/bugchecks.md#what-the-driver-did, #pool-sub-codes.</summary>
public sealed class PoolFreeTests : PoolFixture
{
    private ulong FrameLimit => (ulong)(HostRegion.Bytes / Machine.Profile.PageSize) - 1;

    [Test]
    [Raises(BugCheckCode.BAD_POOL_CALLER, 0x46)]
    public void Free_of_null_is_0xC2_46() =>
        AssertBugCheck(BugCheckCode.BAD_POOL_CALLER, 0x46, 0, 0, 0, () => Driver.ExFreePool(Pointer.Null));

    [Test]
    [Raises(BugCheckCode.BAD_POOL_CALLER, 0x40)]
    public void Free_of_a_user_address_is_0xC2_40()
    {
        var user = RegionLayout.User.Address + 64;
        AssertBugCheck(BugCheckCode.BAD_POOL_CALLER, 0x40, user, RegionLayout.UserProbeAddress, 0, () => Driver.ExFreePool(Driver.At(user)));
    }

    [Test]
    public void Free_of_an_address_in_the_drivers_image_is_0xC2_42()
    {
        var global = Driver.Image.Data.Address;
        AssertBugCheck(BugCheckCode.BAD_POOL_CALLER, 0x42, global, 0, 0, () => Driver.ExFreePool(Driver.At(global)));
    }

    [Test]
    [Raises(BugCheckCode.BAD_POOL_CALLER, 0x42)]
    public void Free_of_a_local_variable_is_0xC2_42()
    {
        var local = Driver.Local(16);
        AssertBugCheck(BugCheckCode.BAD_POOL_CALLER, 0x42, local, 0, 0, () => Driver.ExFreePool(local));
    }

    [Test]
    [Raises(BugCheckCode.BAD_POOL_CALLER, 0x47)]
    public void Free_of_nonpaged_pool_never_allocated_is_0xC2_47()
    {
        var nowhere = RegionLayout.NonPagedPool.Address + 0x12340;
        var frame = (nowhere - RegionLayout.VirtualBase) / 4096;
        AssertBugCheck(BugCheckCode.BAD_POOL_CALLER, 0x47, nowhere, frame, FrameLimit, () => Driver.ExFreePool(Driver.At(nowhere)));
    }

    [Test]
    [Raises(BugCheckCode.BAD_POOL_CALLER, 0x50)]
    public void Free_of_paged_pool_never_allocated_is_0xC2_50()
    {
        var nowhere = RegionLayout.PagedPool.Address + 0x12340;
        var size = (ulong)Machine.Profile.PagedPoolBytes;
        AssertBugCheck(BugCheckCode.BAD_POOL_CALLER, 0x50, nowhere, 0x12, size, () => Driver.ExFreePool(Driver.At(nowhere)));
    }

    [TestCase(16)]
    [TestCase(1)]
    [TestCase(99)]
    [Raises(BugCheckCode.BAD_POOL_CALLER, 0x41286)]
    public void Free_inside_a_paged_block_is_0xC2_41286(int offset)
    {
        var block = Paged(100);
        var page = (block.Address - RegionLayout.PagedPool.Address) / 4096;
        AssertBugCheck(
            BugCheckCode.BAD_POOL_CALLER, 0x41286, block + offset, 0, page, () => Driver.ExFreePool(block + offset));
    }

    [TestCase(100UL, 16)]
    [TestCase(9000UL, 4096)]
    public void Free_inside_a_nonpaged_block_is_0xC2_99_that_names_the_block(ulong bytes, int offset)
    {
        var block = NonPaged(bytes);
        AssertBugCheck(BugCheckCode.BAD_POOL_CALLER, 0x99, block + offset, 0, 0, () => Driver.ExFreePool(block + offset));
        Assert.That(Machine.Stopped!.Detail, Does.Contain($"{offset:N0} bytes into the block of {bytes:N0} bytes").And.Contain("tag Test"));
    }

    [Test]
    [Raises(BugCheckCode.BAD_POOL_CALLER, 0x99)]
    public void Free_of_a_kernel_objects_inside_is_0xC2_99()
    {
        var device = Machine.Pool.AllocateForKernel(POOL_TYPE.NonPagedPool, 0x150 + 64, "Devi");
        AssertBugCheck(BugCheckCode.BAD_POOL_CALLER, 0x99, device + 0x150, 0, 0, () => Driver.ExFreePool(Driver.At(device + 0x150)));
    }

    [TestCase(100UL, 16)]
    [TestCase(9000UL, 8192)]
    [Raises(BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION, 0x10)]
    public void Free_inside_a_block_by_a_verified_driver_is_0xC4_10(ulong bytes, int offset)
    {
        Machine.VerifierOptions = DriverVerifierOptions.PoolTracking;
        var block = NonPaged(bytes);
        AssertBugCheck(
            BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION, 0x10, block + offset, 0, 0, () => Driver.ExFreePool(block + offset));
    }

    [TestCase(0x1000UL)]
    [TestCase(HostRegion.PreferredBase + 0x1000_4000)]
    [TestCase(HostRegion.PreferredBase + 0x20_0000)]
    public void Free_of_any_other_address_by_a_verified_driver_is_0xC4_10(ulong address)
    {
        Machine.VerifierOptions = DriverVerifierOptions.PoolTracking;
        AssertBugCheck(BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION, 0x10, address, 0, 0, () => Driver.ExFreePool(Driver.At(address)));
    }

    [Test]
    public void Second_free_is_0xC2_7()
    {
        var (neighbour, block) = (NonPaged(100), NonPaged(100));
        Driver.ExFreePoolWithTag(block, Tag);
        var stop = AssertBugCheck(BugCheckCode.BAD_POOL_CALLER, () => Driver.ExFreePoolWithTag(block, Tag));
        Assert.That((stop.P1, stop.P2, stop.P4), Is.EqualTo((0x07UL, 0UL, block.Address)));
        Assert.That(neighbour.IsNull, Is.False);
    }

    [Test]
    public void Second_free_is_known_when_the_page_is_gone_or_used_again()
    {
        var block = Paged(200);
        Driver.ExFreePool(block);
        Assert.That(Machine.Pool.Census.PagedBytes, Is.Zero);
        Assert.That(AssertBugCheck(BugCheckCode.BAD_POOL_CALLER, () => Driver.ExFreePool(block)).P1, Is.EqualTo(0x07));
    }

    [Test]
    [Raises(BugCheckCode.BAD_POOL_HEADER, 0x22)]
    public void Second_free_of_whole_pages_is_0x19_22()
    {
        var block = NonPaged(8192);
        Driver.ExFreePool(block);
        AssertBugCheck(BugCheckCode.BAD_POOL_HEADER, 0x22, block, 0, 0, () => Driver.ExFreePool(block));
    }

    [TestCase(100UL)]
    [TestCase(8192UL)]
    [Raises(BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION, 0x13)]
    public void Second_free_by_a_verified_driver_is_0xC4_13(ulong bytes)
    {
        Machine.VerifierOptions = DriverVerifierOptions.PoolTracking;
        var block = NonPaged(bytes);
        Driver.ExFreePool(block);
        var stop = AssertBugCheck(BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION, () => Driver.ExFreePool(block));
        Assert.That((stop.P1, stop.P2, stop.P3), Is.EqualTo((0x13UL, 0UL, block.Address - (bytes < 4096 ? 16UL : 0))));
    }

    [TestCase(DriverVerifierOptions.None)]
    [TestCase(DriverVerifierOptions.PoolTracking)]
    public void Free_with_another_tag_is_0xC2_A(DriverVerifierOptions options)
    {
        Machine.VerifierOptions = options;
        var block = NonPaged(100);
        AssertBugCheck(
            BugCheckCode.BAD_POOL_CALLER, 0x0A, block, Tag.Value, PoolTag.From("Else").Value, () =>
                Driver.ExFreePoolWithTag(block, "Else"));
    }

    [Test]
    public void Free_of_an_untagged_block_wants_tag_none()
    {
        Driver.ExFreePoolWithTag(Driver.ExAllocatePool(POOL_TYPE.PagedPool, 10), PoolTag.None);
        var block = Driver.ExAllocatePool(POOL_TYPE.PagedPool, 10);
        AssertBugCheck(
            BugCheckCode.BAD_POOL_CALLER, 0x0A, block, PoolTag.None.Value, Tag.Value, () => Driver.ExFreePoolWithTag(block, Tag));
    }

    [TestCase(POOL_TYPE.PagedPool, KIRQL.DISPATCH_LEVEL)]
    [TestCase(POOL_TYPE.NonPagedPool, KIRQL.DISPATCH_LEVEL + 1)]
    [Raises(BugCheckCode.BAD_POOL_CALLER, 0x9)]
    public void Free_at_a_wrong_irql_is_0xC2_9(POOL_TYPE type, KIRQL irql)
    {
        var block = Driver.ExAllocatePoolWithTag(type, 40, Tag);
        Machine.Irql = irql;
        AssertBugCheck(BugCheckCode.BAD_POOL_CALLER, 0x09, (ulong)irql, (ulong)type, block, () => Driver.ExFreePool(block));
    }

    [TestCase(POOL_TYPE.PagedPool, KIRQL.DISPATCH_LEVEL, 0x11UL)]
    [TestCase(POOL_TYPE.NonPagedPool, KIRQL.DISPATCH_LEVEL + 1, 0x12UL)]
    [Raises(BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION, SubCodeArgument = 2)]
    public void Free_by_a_verified_driver_at_a_wrong_irql_is_0xC4(POOL_TYPE type, KIRQL irql, ulong rule)
    {
        Machine.VerifierOptions = DriverVerifierOptions.PoolTracking;
        var block = Driver.ExAllocatePoolWithTag(type, 40, Tag);
        Machine.Irql = irql;
        AssertBugCheck(
            BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION, rule, (ulong)irql, (ulong)type, block, () => Driver.ExFreePool(block));
    }

    [Test]
    [Raises(BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION, 0x15)]
    public void Free_of_a_block_with_an_armed_timer_is_0xC4_15()
    {
        Machine.VerifierOptions = DriverVerifierOptions.MiscellaneousChecks;
        var block = NonPaged(0x100);
        var timer = block + 0x40;
        Machine.Dispatcher.Initialize(timer, DispatcherType.NotificationTimer, 0x40, 0);
        Machine.Timers.Set(timer, 1000, 0);
        AssertBugCheck(
            BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION, 0x15, timer, (ulong)POOL_TYPE.NonPagedPool, block, () =>
                Driver.ExFreePool(block));
    }

    [Test]
    [Raises(BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION, 0xCC)]
    public void Free_of_a_block_with_a_lookaside_list_is_0xC4_CC()
    {
        Machine.VerifierOptions = DriverVerifierOptions.MiscellaneousChecks;
        var block = NonPaged(0x200);
        var list = block + 0x40;
        Driver.ExInitializeNPagedLookasideList(list, null, null, 0, 64, Tag);
        AssertBugCheck(BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION, 0xCC, list, block, 0x200, () => Driver.ExFreePool(block));
    }

    [Test]
    public void Free_by_the_kernel_of_a_block_that_a_driver_left_to_it_takes_it_from_the_driver()
    {
        var answer = Paged(64);
        Machine.Pool.FreeForKernel(answer);
        Assert.That(Machine.Pool.Census.LiveBlocks(Driver.Image), Is.Empty);
    }
}
