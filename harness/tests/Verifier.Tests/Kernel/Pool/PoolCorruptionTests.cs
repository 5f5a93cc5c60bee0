using Verifier.Kernel;

namespace Verifier.Tests.Kernel.Pool;

/// <summary>Writes where a driver must not write, and when the pool notices.</summary>
public sealed class PoolCorruptionTests : PoolFixture
{
    [TestCaseSource(nameof(Profiles))]
    public void Overrun_into_the_next_header_is_0x19_20_when_the_block_is_freed(string profile)
    {
        Boot(profile);
        var (block, _) = Neighbours(40);
        var entry = block.Address - (ulong)Machine.Profile.PoolHeaderBytes;
        var next = entry + Block(block).ChargedBytes;
        Driver.Memory.Write(next, 0x41414141U);
        var content = Driver.Memory.Read<uint>(entry);
        AssertBugCheck(BugCheckCode.BAD_POOL_HEADER, 0x20, entry, next, content, () => Driver.ExFreePool(block));
    }

    [Test]
    [Raises(BugCheckCode.BAD_POOL_HEADER, 0x20)]
    public void Overrun_into_a_header_is_0x19_20_when_the_overrun_block_is_freed()
    {
        var (block, victim) = Neighbours(48);
        block.Write(48, 0UL);
        Assert.That(AssertBugCheck(BugCheckCode.BAD_POOL_HEADER, () => Driver.ExFreePool(victim)).P1, Is.EqualTo(0x20));
    }

    [Test]
    public void Underrun_into_the_own_header_is_0x19_20_with_the_size_that_stands_there()
    {
        var block = NonPaged(48);
        block.Write(-14, (byte)9);
        var content = block.Read<uint>(-16);
        AssertBugCheck(BugCheckCode.BAD_POOL_HEADER, 0x20, block - 16, block - 16 + (9 * 16), content, () => Driver.ExFreePool(block));
    }

    [Test]
    public void Overrun_within_the_rounding_goes_unnoticed()
    {
        var block = NonPaged(40);
        block.Write(40, 0x41414141U);
        Driver.ExFreePoolWithTag(block, Tag);
        Machine.Pool.CheckIntegrity();
    }

    [TestCase(40UL, 40)]
    [TestCase(40UL, 47)]
    [TestCase(48UL, 48)]
    [Raises(BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION, 0x51)]
    public void Overrun_of_a_tracked_block_by_one_byte_is_0xC4_51(ulong bytes, int at)
    {
        Machine.VerifierOptions = DriverVerifierOptions.PoolTracking;
        var block = NonPaged(bytes);
        block.Write(at, (byte)0);
        AssertBugCheck(
            BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION, 0x51, block, block + at, Block(block).ChargedBytes, () =>
                Driver.ExFreePool(block));
    }

    [Test]
    public void Overrun_of_whole_pages_before_vista_is_wasted_memory_and_goes_unnoticed()
    {
        Boot("windows-xp-x86");
        var block = NonPaged(5000);
        block.Write(5000 + 8, 0x41414141U);
        Driver.ExFreePool(block);
        Machine.Pool.CheckIntegrity();
    }

    [TestCase(0x41414141U, 0x20UL)]
    [TestCase(0x00004141U, 0x0DUL)]
    public void Overrun_of_whole_pages_from_vista_hits_whoever_has_the_tail(uint value, ulong sort)
    {
        Boot("windows-vista-x64");
        var block = NonPaged(5008);
        block.Write(5008, value);
        Assert.That(AssertBugCheck(BugCheckCode.BAD_POOL_HEADER, () => Driver.ExFreePool(block)).P1, Is.EqualTo(sort));
    }

    [Test]
    [Raises(BugCheckCode.DRIVER_CAUGHT_MODIFYING_FREED_POOL)]
    public void Write_to_freed_memory_is_0xC6_when_the_memory_is_used_again()
    {
        var (_, block) = (NonPaged(200), NonPaged(200));
        Driver.ExFreePool(block);
        block.Write(100, (byte)1);
        AssertBugCheck(BugCheckCode.DRIVER_CAUGHT_MODIFYING_FREED_POOL, block + 100, 1, 0, 0, () => NonPaged(200));
    }

    [Test]
    public void Write_to_freed_memory_is_found_by_the_integrity_check()
    {
        var (_, block, _) = (NonPaged(200), NonPaged(200), NonPaged(200));
        Driver.ExFreePool(block);
        block.Write(100, (byte)1);
        AssertBugCheck(BugCheckCode.DRIVER_CAUGHT_MODIFYING_FREED_POOL, block + 100, 1, 0, 0, Machine.Pool.CheckIntegrity);
    }

    [TestCaseSource(nameof(Profiles))]
    [Raises(BugCheckCode.BAD_POOL_HEADER, 0x3)]
    public void Other_address_over_the_links_of_free_memory_is_0x19_3(string profile)
    {
        FreeBlockWithLink(profile, RegionLayout.NonPagedPool.Address);
        Assert.That(AssertBugCheck(BugCheckCode.BAD_POOL_HEADER, () => NonPaged(200)).P1, Is.EqualTo(0x03));
    }

    [TestCaseSource(nameof(Profiles))]
    [Raises(BugCheckCode.DRIVER_CORRUPTED_EXPOOL)]
    public void Wild_value_over_the_links_of_free_memory_is_0xC5(string profile)
    {
        var block = FreeBlockWithLink(profile, ulong.MaxValue);
        Assert.That(AssertBugCheck(BugCheckCode.DRIVER_CORRUPTED_EXPOOL, () => NonPaged(200)).P1, Is.EqualTo(ReadPointer(block)));
    }

    [Test]
    [Raises(BugCheckCode.BAD_POOL_HEADER, 0xD)]
    public void Write_over_the_header_of_free_memory_is_0x19_D()
    {
        var (_, block, _) = (NonPaged(200), NonPaged(200), NonPaged(200));
        Driver.ExFreePool(block);
        Driver.ExFreePool(NonPaged(400));
        block.Write(-16, 0x01010101U);
        AssertBugCheck(BugCheckCode.BAD_POOL_HEADER, 0x0D, block - 16, 0x01010101, 0, () => NonPaged(200));
    }

    [Test]
    public void Touch_of_a_page_that_was_given_back_faults()
    {
        var block = Paged(200);
        Driver.ExFreePool(block);
        Assert.That(AssertBugCheck(BugCheckCode.PAGE_FAULT_IN_NONPAGED_AREA, () => block.Write(0, 1)).P1, Is.EqualTo(block.Address));
    }

    [Test]
    public void Free_memory_shows_the_pattern_and_allocated_memory_another()
    {
        var (_, block) = (NonPaged(64), NonPaged(64));
        Assert.That(block.Read<ulong>(8), Is.EqualTo(0xCBCB_CBCB_CBCB_CBCB));
        Driver.ExFreePool(block);
        Assert.That(block.Read<ulong>(32), Is.EqualTo(0xDDDD_DDDD_DDDD_DDDD));
    }

    private Pointer FreeBlockWithLink(string profile, ulong link)
    {
        Boot(profile);
        var (_, block, _) = (NonPaged(200), NonPaged(200), NonPaged(200));
        Driver.ExFreePool(block);
        Driver.ExFreePool(NonPaged(400));
        WritePointer(block, link);
        return block;
    }

    private void WritePointer(Pointer at, ulong value)
    {
        if (Machine.Profile.IsWide)
        {
            at.Write(0, value);
        }
        else
        {
            at.Write(0, (uint)value);
        }
    }

    private ulong ReadPointer(Pointer at) => Machine.Profile.IsWide ? at.Read<ulong>() : RegionLayout.VirtualBase + at.Read<uint>();
}
