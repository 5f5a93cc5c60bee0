using Verifier.Kernel;

namespace Verifier.Tests.Kernel.Pool;

/// <summary>
/// Special pool: one block a page, and what is noticed when (harness/docs/facts/driver-verifier.md#special-pool,
/// harness/docs/facts/bugchecks.md#pool-sub-codes).
/// </summary>
public sealed class SpecialPoolTests : PoolFixture
{
    private const BugCheckCode Corruption = BugCheckCode.SPECIAL_POOL_DETECTED_MEMORY_CORRUPTION;

    [SetUp]
    public void Verify() => Machine.VerifierOptions = DriverVerifierOptions.SpecialPool;

    [TestCase(1UL)]
    [TestCase(100UL)]
    [TestCase(4080UL)]
    public void Block_ends_at_the_page_end_as_near_as_alignment_allows(ulong bytes)
    {
        var block = NonPaged(bytes);
        var end = block.Address + bytes;
        Assert.That(Block(block).IsSpecial);
        Assert.That((4096 - (end % 4096)) % 4096, Is.LessThan(16));
        Assert.That(block.Read<byte>(), Is.EqualTo(0xCB));
    }

    [TestCase(4081UL)]
    [TestCase(4096UL)]
    [TestCase(20_000UL)]
    public void Request_of_about_a_page_or_more_is_served_from_normal_pool(ulong bytes) =>
        Assert.That(Block(NonPaged(bytes)).IsSpecial, Is.False);

    [Test]
    public void Request_of_a_driver_that_is_not_verified_is_served_from_normal_pool()
    {
        Machine.VerifierOptions = DriverVerifierOptions.PoolTracking;
        Assert.That(Block(NonPaged(100)).IsSpecial, Is.False);
    }

    [Test]
    public void Write_past_the_end_faults_at_once()
    {
        var block = NonPaged(96);
        AssertBugCheck(
            BugCheckCode.DRIVER_PAGE_FAULT_BEYOND_END_OF_ALLOCATION, block + 96, 1, Machine.CurrentRoutine, 0, () => block.Write(96, 1));
    }

    [Test]
    [Raises(BugCheckCode.PAGE_FAULT_BEYOND_END_OF_ALLOCATION)]
    public void Kernels_read_past_the_end_on_behalf_of_the_driver_is_0xCD()
    {
        var block = NonPaged(96);
        Machine.KernelDepth++;
        AssertBugCheck(BugCheckCode.PAGE_FAULT_BEYOND_END_OF_ALLOCATION, block + 96, 0, Machine.CurrentRoutine, 0, () =>
            block.Read<int>(96));
    }

    [Test]
    [Raises(BugCheckCode.DRIVER_PAGE_FAULT_BEYOND_END_OF_ALLOCATION)]
    public void Underrun_block_starts_its_page_and_a_write_before_it_faults_at_once()
    {
        var block = Driver.ExAllocatePoolWithTagPriority(POOL_TYPE.NonPagedPool, 96, Tag,
            EX_POOL_PRIORITY.HighPoolPrioritySpecialPoolUnderrun);
        Assert.That(block.Address % 4096, Is.Zero);
        AssertBugCheck(
            BugCheckCode.DRIVER_PAGE_FAULT_BEYOND_END_OF_ALLOCATION, block - 4, 1, Machine.CurrentRoutine, 0, () => block.Write(-4, 1));
    }

    [Test]
    public void Write_past_the_end_of_an_underrun_block_is_found_at_the_free()
    {
        var block = Driver.ExAllocatePoolWithTagPriority(POOL_TYPE.NonPagedPool, 96, Tag,
            EX_POOL_PRIORITY.NormalPoolPrioritySpecialPoolUnderrun);
        block.Write(97, (byte)0);
        AssertBugCheck(Corruption, block, block + 97, 96, 0x24, () => Driver.ExFreePool(block));
    }

    [TestCase(0x01, 0x32UL)]
    [TestCase(0x80, 0x32UL)]
    [TestCase(0x03, 0x24UL)]
    [Raises(BugCheckCode.SPECIAL_POOL_DETECTED_MEMORY_CORRUPTION, SubCodeArgument = 1)]
    public void Single_bit_that_was_flipped_has_a_sub_code_of_its_own(byte bits, ulong subCode)
    {
        var block = NonPaged(90);
        block.Write(93, (byte)(block.Read<byte>(93) ^ bits));
        AssertBugCheck(Corruption, block, block + 93, 90, subCode, () => Driver.ExFreePool(block));
    }

    [Test]
    public void Two_single_bits_are_no_single_bit()
    {
        var block = NonPaged(90);
        block.Write(93, (byte)(block.Read<byte>(93) ^ 1));
        block.Write(95, (byte)(block.Read<byte>(95) ^ 1));
        AssertBugCheck(Corruption, block, block + 93, 90, 0x24, () => Driver.ExFreePool(block));
    }

    [Test]
    [Raises(BugCheckCode.SPECIAL_POOL_DETECTED_MEMORY_CORRUPTION, 0x23)]
    public void Write_before_the_block_is_found_at_the_free()
    {
        var block = NonPaged(96);
        block.Write(-40, 0);
        AssertBugCheck(Corruption, block, block - 40, 96, 0x23, () => Driver.ExFreePool(block));
    }

    [Test]
    [Raises(BugCheckCode.SPECIAL_POOL_DETECTED_MEMORY_CORRUPTION, 0x24)]
    public void Write_into_the_alignment_behind_the_block_is_found_at_the_free()
    {
        var block = NonPaged(90);
        block.Write(93, (byte)0);
        AssertBugCheck(Corruption, block, block + 93, 90, 0x24, () => Driver.ExFreePool(block));
    }

    [Test]
    [Raises(BugCheckCode.SPECIAL_POOL_DETECTED_MEMORY_CORRUPTION, 0x22)]
    public void Write_over_the_header_of_the_page_is_found_at_the_free()
    {
        var block = NonPaged(96);
        var page = block.Address & ~4095UL;
        Driver.Memory.Write(page, 7U);
        AssertBugCheck(Corruption, block, 7, 96, 0x22, () => Driver.ExFreePool(block));
    }

    [Test]
    [Raises(BugCheckCode.SPECIAL_POOL_DETECTED_MEMORY_CORRUPTION, 0x21)]
    public void Free_inside_the_block_is_0x21_with_both_sizes()
    {
        var block = NonPaged(96);
        AssertBugCheck(Corruption, block + 16, 96, 80, 0x21, () => Driver.ExFreePool(block + 16));
    }

    [Test]
    [Raises(BugCheckCode.SPECIAL_POOL_DETECTED_MEMORY_CORRUPTION, 0x20)]
    public void Second_free_is_0x20()
    {
        var block = NonPaged(96);
        Driver.ExFreePool(block);
        AssertBugCheck(Corruption, block, 0, 0, 0x20, () => Driver.ExFreePool(block));
    }

    [TestCase(POOL_TYPE.PagedPool, KIRQL.DISPATCH_LEVEL)]
    [TestCase(POOL_TYPE.NonPagedPool, KIRQL.DISPATCH_LEVEL + 1)]
    [Raises(BugCheckCode.SPECIAL_POOL_DETECTED_MEMORY_CORRUPTION, 0x31)]
    public void Free_at_a_wrong_irql_is_0x31(POOL_TYPE type, KIRQL irql)
    {
        var block = Driver.ExAllocatePoolWithTag(type, 96, Tag);
        Machine.Irql = irql;
        AssertBugCheck(Corruption, (ulong)irql, (ulong)type, block, 0x31, () => Driver.ExFreePool(block));
    }

    [Test]
    [Raises(BugCheckCode.PAGE_FAULT_IN_FREED_SPECIAL_POOL)]
    public void Touch_after_the_free_is_0xD5_and_by_the_kernel_0xCC()
    {
        var block = NonPaged(96);
        Driver.ExFreePool(block);
        AssertBugCheck(
            BugCheckCode.DRIVER_PAGE_FAULT_IN_FREED_SPECIAL_POOL, block, 0, Machine.CurrentRoutine, 0, () => block.Read<int>());
        Restart(Machine.Profile, DriverVerifierOptions.SpecialPool);
        block = NonPaged(96);
        Driver.ExFreePool(block);
        Machine.KernelDepth++;
        AssertBugCheck(BugCheckCode.PAGE_FAULT_IN_FREED_SPECIAL_POOL, block, 1, Machine.CurrentRoutine, 0, () => block.Write(0, 1));
    }

    [Test]
    [Raises(BugCheckCode.DRIVER_PAGE_FAULT_IN_FREED_SPECIAL_POOL)]
    public void Touch_after_the_free_is_caught_long_after()
    {
        var block = NonPaged(96);
        Driver.ExFreePool(block);
        for (var i = 0; i < 2000; i++)
        {
            Driver.ExFreePool(NonPaged(96));
        }

        Assert.That(() => block.Read<int>(), Throws.InstanceOf<MachineStopped>());
    }

    [Test]
    public void Paged_block_faults_at_dispatch_level_when_it_is_trimmed()
    {
        var block = Paged(96);
        Machine.Pages.TrimAll();
        Machine.Irql = KIRQL.DISPATCH_LEVEL;
        AssertBugCheck(BugCheckCode.DRIVER_IRQL_NOT_LESS_OR_EQUAL, () => block.Read<int>());
    }

    [Test]
    public void Exhausted_special_pool_falls_back_to_normal_pool_and_succeeds()
    {
        Machine.Pool.Special.Limit = 2;
        var blocks = new[] { NonPaged(64), NonPaged(64), NonPaged(64) };
        Assert.That(blocks.Select(b => Block(b).IsSpecial), Is.EqualTo(new[] { true, true, false }));
    }

    [Test]
    public void Flag_of_ExAllocatePool2_takes_special_pool_without_a_verifier()
    {
        Machine.VerifierOptions = DriverVerifierOptions.None;
        var block = Driver.ExAllocatePool2(POOL_FLAGS.POOL_FLAG_NON_PAGED | POOL_FLAGS.POOL_FLAG_SPECIAL_POOL, 64, Tag);
        Assert.That(Block(block).IsSpecial);
        Assert.That(block.Read<ulong>(56), Is.Zero);
    }

    [Test]
    public void Priority_bits_do_not_turn_special_pool_on()
    {
        Machine.VerifierOptions = DriverVerifierOptions.None;
        var block = Driver.ExAllocatePoolWithTagPriority(POOL_TYPE.NonPagedPool, 64, Tag,
            EX_POOL_PRIORITY.NormalPoolPrioritySpecialPoolOverrun);
        Assert.That(Block(block).IsSpecial, Is.False);
    }

    [Test]
    public void Block_costs_a_physical_page_and_two_of_address_space()
    {
        var (physical, space) = (Machine.Physical.Available, Machine.Pool.Census.AddressSpaceBytes);
        var block = NonPaged(64);
        Assert.That(Machine.Physical.Available, Is.EqualTo(physical - 1));
        Assert.That(Machine.Pool.Census.AddressSpaceBytes, Is.EqualTo(space + 8192));
        Driver.ExFreePool(block);
        Assert.That((Machine.Physical.Available, Machine.Pool.Census.AddressSpaceBytes), Is.EqualTo((physical, space)));
    }
}
