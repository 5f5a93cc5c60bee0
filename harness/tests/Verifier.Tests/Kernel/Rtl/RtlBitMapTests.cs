using Verifier.Kernel;
using Verifier.Tests.Kernel.Ke;

namespace Verifier.Tests.Kernel.Rtl;

public sealed class RtlBitMapTests : KeFixture
{
    private const uint Size = 100;

    private RtlBitMap Map => new(NonPaged(0));

    private Pointer Bits => NonPaged(0x40);

    [SetUp]
    public void MakeMap()
    {
        Bits.Write(0, 0x12345678u);
        Driver.RtlInitializeBitMap(Map, Bits, Size);
    }

    [Test]
    public void RtlInitializeBitMap_leaves_the_bits_as_they_are() => Assert.That(
        (Map.SizeOfBitMap, Map.Buffer, Bits.Read<uint>()), Is.EqualTo((Size, Bits, 0x12345678u)));

    [Test]
    public void RtlSetAllBits_and_RtlClearAllBits_change_whole_words()
    {
        Driver.RtlSetAllBits(Map);
        Assert.That((Driver.RtlNumberOfSetBits(Map), Bits.Read<uint>(12), Bits.Read<uint>(16)), Is.EqualTo((Size, uint.MaxValue, 0u)));
        Driver.RtlClearAllBits(Map);
        Assert.That((Driver.RtlNumberOfSetBits(Map), Driver.RtlNumberOfClearBits(Map)), Is.EqualTo((0u, Size)));
    }

    [Test]
    public void RtlSetBits_sets_a_range_across_words()
    {
        Driver.RtlClearAllBits(Map);
        Driver.RtlSetBits(Map, 30, 40);
        Assert.That((Bits.Read<uint>(0), Bits.Read<uint>(4), Bits.Read<uint>(8)), Is.EqualTo((0xC0000000u, uint.MaxValue, 0x3Fu)));
        Driver.RtlClearBits(Map, 31, 38);
        Assert.That(Driver.RtlNumberOfSetBits(Map), Is.EqualTo(2));
        Assert.That(Driver.RtlTestBit(Map, 30) && Driver.RtlCheckBit(Map, 69) && !Driver.RtlTestBit(Map, 31));
    }

    [Test]
    public void RtlSetBit_and_RtlClearBit_change_one()
    {
        Driver.RtlClearAllBits(Map);
        Driver.RtlSetBit(Map, 33);
        Assert.That(Bits.Read<uint>(4), Is.EqualTo(2));
        Driver.RtlClearBit(Map, 33);
        Assert.That(Bits.Read<uint>(4), Is.Zero);
    }

    [Test]
    public void RtlSetBits_beyond_the_end_overwrites_what_is_there()
    {
        Driver.RtlSetBits(Map, Size, 32);
        Assert.That(Bits.Read<uint>(16), Is.EqualTo(0xF));
    }

    [Test]
    public void RtlSetBits_beyond_the_block_is_caught_by_special_pool()
    {
        Boot(ProfileName, DriverVerifierOptions.SpecialPool);
        var block = Driver.ExAllocatePoolWithTag(POOL_TYPE.NonPagedPool, 16, "Bits");
        Driver.RtlInitializeBitMap(Map, block, 128);
        AssertBugCheck(BugCheckCode.PAGE_FAULT_BEYOND_END_OF_ALLOCATION, () => Driver.RtlSetBits(Map, 120, 16));
    }

    [Test]
    public void RtlAreBitsSet_needs_a_range_inside()
    {
        Driver.RtlSetAllBits(Map);
        Assert.That(Driver.RtlAreBitsSet(Map, 90, 10));
        Assert.That(Driver.RtlAreBitsSet(Map, 90, 11), Is.False);
        Assert.That(Driver.RtlAreBitsSet(Map, 90, 0), Is.False);
        Driver.RtlClearBits(Map, 40, 10);
        Assert.That(Driver.RtlAreBitsClear(Map, 40, 10));
        Assert.That(Driver.RtlAreBitsClear(Map, 40, 11), Is.False);
        Assert.That(Driver.RtlAreBitsSet(Map, 30, 11), Is.False);
    }

    [Test]
    public void RtlFindClearBitsAndSet_hands_out_until_none_is_left()
    {
        Driver.RtlClearAllBits(Map);
        Assert.That(Driver.RtlFindClearBitsAndSet(Map, 60, 0), Is.Zero);
        Assert.That(Driver.RtlFindClearBitsAndSet(Map, 40, 0), Is.EqualTo(60));
        Assert.That(Driver.RtlFindClearBitsAndSet(Map, 1, 0), Is.EqualTo(Ntoskrnl.BitsNotFound));
        Assert.That(Driver.RtlFindSetBitsAndClear(Map, 5, 50), Is.EqualTo(50));
        Assert.That(Driver.RtlNumberOfSetBits(Map), Is.EqualTo(95));
    }

    [Test]
    public void RtlFindClearBits_looks_from_the_hint_and_then_from_the_start()
    {
        Driver.RtlSetAllBits(Map);
        Driver.RtlClearBits(Map, 10, 4);
        Driver.RtlClearBits(Map, 70, 2);
        Assert.That(Driver.RtlFindClearBits(Map, 2, 20), Is.EqualTo(70));
        Assert.That(Driver.RtlFindClearBits(Map, 3, 20), Is.EqualTo(10));
        Assert.That(Driver.RtlFindClearBits(Map, 5, 20), Is.EqualTo(Ntoskrnl.BitsNotFound));
        Assert.That(Driver.RtlFindSetBits(Map, 29, 20), Is.EqualTo(20));
        Assert.That(Driver.RtlFindClearBits(Map, 2, Size), Is.EqualTo(10));
    }

    [Test]
    public void Runs_of_clear_bits_are_found_from_either_side()
    {
        Driver.RtlSetAllBits(Map);
        Driver.RtlClearBits(Map, 10, 4);
        Driver.RtlClearBits(Map, 70, 6);
        Assert.That((Driver.RtlFindFirstRunClear(Map, out var first), first), Is.EqualTo((4u, 10u)));
        Assert.That((Driver.RtlFindLongestRunClear(Map, out var longest), longest), Is.EqualTo((6u, 70u)));
        Assert.That((Driver.RtlFindNextForwardRunClear(Map, 12, out var next), next), Is.EqualTo((2u, 12u)));
        Assert.That((Driver.RtlFindLastBackwardRunClear(Map, 71, out var last), last), Is.EqualTo((2u, 70u)));
        Assert.That(Driver.RtlFindNextForwardRunClear(Map, 76, out _), Is.Zero);
    }

    [TestCase(false, 10u)]
    [TestCase(true, 70u)]
    public void RtlFindClearRuns_fills_the_array(bool longest, uint first)
    {
        Driver.RtlSetAllBits(Map);
        Driver.RtlClearBits(Map, 10, 4);
        Driver.RtlClearBits(Map, 70, 6);
        Assert.That(Driver.RtlFindClearRuns(Map, NonPaged(0x80), 4, longest), Is.EqualTo(2));
        Assert.That(NonPaged(0x80).Read<uint>(), Is.EqualTo(first));
        Assert.That(Driver.RtlFindClearRuns(Map, NonPaged(0x80), 1, longest), Is.EqualTo(1));
    }

    [Test]
    public void A_pageable_bit_map_is_not_for_DISPATCH_LEVEL()
    {
        Boot(ProfileName, DriverVerifierOptions.ForceIrqlChecking);
        Driver.RtlInitializeBitMap(Map, Paged(0), Size);
        Driver.KeRaiseIrql(KIRQL.DISPATCH_LEVEL, out _);
        AssertBugCheck(BugCheckCode.IRQL_NOT_LESS_OR_EQUAL, () => Driver.RtlSetBits(Map, 0, 1));
    }

    [Test]
    public void A_nonpaged_bit_map_is_for_any_level()
    {
        Driver.RtlClearAllBits(Map);
        Driver.KeRaiseIrql(KIRQL.HIGH_LEVEL, out _);
        Assert.That(Driver.RtlFindClearBitsAndSet(Map, 1, 0), Is.Zero);
    }
}
