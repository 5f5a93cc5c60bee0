using Verifier.Kernel;

namespace Verifier.Tests.Kernel.Ex;

/// <summary>What the public pages of lookaside lists say, statement by statement, where <see cref="ExLookasideTests"/> does not look.</summary>
public sealed class LookasideStatementTests : KernelFixture
{
    private static readonly PoolTag s_tag = "Look";

    private Pointer List => Driver.At(Driver.Image.Data.Address + 0x100);

    [TestCase(false, 0)]
    [TestCase(true, 1)]
    public void List_lies_in_nonpaged_memory_whatever_its_entries_are(bool isPaged, int breaches)
    {
        var list = isPaged ? Driver.At(Driver.Image.PagedData.Address) : List;
        Driver.ExInitializePagedLookasideList(list, null, null, 0, 64, s_tag);
        Assert.That(Machine.Breaches.Count(b => b.Rule == "lookaside list in pageable memory"), Is.EqualTo(breaches));
    }

    [TestCase((ushort)0, 0)]
    [TestCase((ushort)4, 1)]
    public void Depth_of_an_ex_list_is_reserved(ushort depth, int breaches)
    {
        Driver.ExInitializeLookasideListEx(List, null, null, POOL_TYPE.PagedPool, 0, 64, s_tag, depth);
        Assert.That(Machine.Breaches.Count(b => b.Rule == "depth of a lookaside list"), Is.EqualTo(breaches));
    }

    [TestCase(POOL_TYPE.NonPagedPool, 64ul, 0)]
    [TestCase(POOL_TYPE.NonPagedPool, 80ul, 0)]
    [TestCase(POOL_TYPE.NonPagedPool, 63ul, 1)]
    [TestCase(POOL_TYPE.PagedPool, 64ul, 1)]
    public void Allocate_routine_makes_entries_of_the_lists_pool_and_size(POOL_TYPE type, ulong bytes, int breaches)
    {
        Driver.ExInitializeNPagedLookasideList(List, (_, _, tag) => Driver.ExAllocatePoolWithTag(type, bytes, tag), Driver.ExFreePool, 0, 64, s_tag);
        Driver.ExAllocateFromNPagedLookasideList(List);
        Assert.That(Machine.Breaches.Count(b => b.Rule == "entry that an Allocate routine made"), Is.EqualTo(breaches));
    }

    [Test]
    public void List_that_was_deleted_is_used_no_more()
    {
        Driver.ExInitializeNPagedLookasideList(List, null, null, 0, 64, s_tag);
        var entry = Driver.ExAllocateFromNPagedLookasideList(List);
        Driver.ExDeleteNPagedLookasideList(List);
        Assert.That(Machine.Breaches, Is.Empty);
        Driver.ExFreeToNPagedLookasideList(List, entry);
        Driver.ExAllocateFromNPagedLookasideList(List);
        Assert.That(Machine.Breaches.Select(b => b.Rule), Is.EqualTo(new[] { "lookaside list that is not initialised" }), "once for each list");
    }

    [Test]
    public void List_that_is_initialised_again_after_its_deletion_is_used_as_before()
    {
        for (var i = 0; i < 2; i++)
        {
            Driver.ExInitializeLookasideListEx(List, null, null, POOL_TYPE.NonPagedPoolNx, 0, 64, s_tag);
            Driver.ExFreeToLookasideListEx(List, Driver.ExAllocateFromLookasideListEx(List));
            Driver.ExDeleteLookasideListEx(List);
        }

        Assert.That((Machine.Breaches.Count, Machine.Pool.Census.LiveBlocks(Driver.Image).Count), Is.EqualTo((0, 0)));
    }

    [TestCase("windows-xp-x86")]
    [TestCase("windows-2000-alpha")]
    public void List_needs_no_16_byte_alignment_on_32_bit_machines(string profile)
    {
        Boot(profile);
        Assert.That(() => Driver.ExInitializeNPagedLookasideList(List + 8, null, null, 0, 64, s_tag), Throws.Nothing);
        Driver.ExFreeToNPagedLookasideList(List + 8, Driver.ExAllocateFromNPagedLookasideList(List + 8));
        Driver.ExDeleteNPagedLookasideList(List + 8);
        Assert.That(Machine.Breaches, Is.Empty);
    }

    [Test]
    public void Entries_that_the_driver_holds_survive_the_deletion_of_their_list()
    {
        Driver.ExInitializeNPagedLookasideList(List, null, null, 0, 64, s_tag);
        var entry = Driver.ExAllocateFromNPagedLookasideList(List);
        Driver.ExDeleteNPagedLookasideList(List);
        entry.Write(56, 1L);
        Driver.ExFreePool(entry);
        Assert.That(Machine.Breaches, Is.Empty);
    }
}
