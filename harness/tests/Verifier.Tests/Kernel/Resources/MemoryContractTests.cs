using Verifier.Kernel;
using Verifier.Tests.Kernel.Ke;

namespace Verifier.Tests.Kernel.Resources;

/// <summary>Memory goes back to the family of routines that it came from; a mix is noted without Driver Verifier.</summary>
public sealed class MemoryContractTests : KeFixture
{
    private static readonly string[] s_none = [];

    [Test]
    public void Pool_memory_given_to_NDIS()
    {
        Driver.NdisFreeMemory(Pool(), 0, 0);
        Driver.NdisFreeMemoryWithTagPriority(default, Pool(), "Test");
        AssertBreaches("pool memory freed by another family", "pool memory freed by another family");
    }

    [Test]
    public void Memory_of_NDIS_given_to_ExFreePool()
    {
        Driver.ExFreePool(OfNdis());
        Driver.ExFreePoolWithTag(Driver.NdisAllocateMemoryWithTagPriority(default, 64, "Test", EX_POOL_PRIORITY.NormalPoolPriority), "Test");
        AssertBreaches("NDIS memory freed by another family", "NDIS memory freed by another family");
        Assert.That(Machine.Breaches[0].Text, Does.Contain("which NdisAllocateMemoryWithTag allocated: NdisFreeMemory frees it"));
        Assert.That(Machine.Breaches[0].About.Select(o => o.Ddi), Is.EqualTo(new[] { "NdisAllocateMemoryWithTag", "ExFreePool" }));
    }

    [Test]
    public void Each_family_frees_its_own()
    {
        Driver.ExFreePool(Pool());
        Driver.ExFreePoolWithTag(Pool(), "Test");
        Driver.ExFreePool(Driver.ExAllocatePool2(POOL_FLAGS.POOL_FLAG_NON_PAGED, 64, "Test"));
        Driver.ExFreePool(Driver.ExAllocatePoolWithQuotaTag(POOL_TYPE.PagedPool, 64, "Test"));
        Driver.NdisFreeMemory(OfNdis(), 0, 0);
        Driver.NdisFreeMemoryWithTagPriority(
            default, Driver.NdisAllocateMemoryWithTagPriority(default, 64, "Test", EX_POOL_PRIORITY.NormalPoolPriority), "Test");
        Driver.IoFreeMdl(Driver.IoAllocateMdl(NonPaged(0), 64, false, false, default));
        Driver.NdisFreeMdl(Driver.NdisAllocateMdl(default, NonPaged(0), 64));
        AssertBreaches(s_none);
    }

    [Test]
    public void Mdl_given_to_ExFreePool()
    {
        Driver.ExFreePool(Driver.IoAllocateMdl(NonPaged(0), 64, false, false, default).Pointer);
        AssertBreaches("an MDL freed by another family");
        Assert.That(Machine.Resources.HeldBy(Driver.Image), Is.Empty, "found once");
    }

    [Test]
    public void Pool_memory_given_to_IoFreeMdl()
    {
        var block = Driver.ExAllocatePoolWithTag(POOL_TYPE.NonPagedPool, 256, "Test");
        Driver.MmInitializeMdl(new Mdl(block), NonPaged(0), 64);
        Driver.IoFreeMdl(new Mdl(block));
        AssertBreaches("pool memory freed by another family");
    }

    [TestCase(true)]
    [TestCase(false)]
    public void Mdl_of_MmAllocatePagesForMdl_is_ExFreePools(bool isRight)
    {
        var mdl = Driver.MmAllocatePagesForMdl(0, ulong.MaxValue, 0, 4096);
        Driver.MmFreePagesFromMdl(mdl);
        if (isRight)
        {
            Driver.ExFreePool(mdl.Pointer);
        }
        else
        {
            Driver.IoFreeMdl(mdl);
        }

        AssertBreaches(isRight ? s_none : ["an MDL of pages freed by another family"]);
    }

    [Test]
    public void Object_of_NDIS_given_to_ExFreePool()
    {
        Driver.ExFreePool(Driver.NdisAllocateGenericObject(default, "Test", 0x40));
        AssertBreaches("an NDIS object freed by another family");
    }

    [Test]
    public void String_of_an_Rtl_routine_may_go_to_ExFreePool_but_not_to_NDIS()
    {
        Driver.ExFreePool(StringBuffer());
        AssertBreaches(s_none);
        Driver.NdisFreeMemory(StringBuffer(), 0, 0);
        AssertBreaches("a string freed by another family");
    }

    [TestCase(POOL_TYPE.NonPagedPool, 128, false)]
    [TestCase(POOL_TYPE.NonPagedPool, 256, false)]
    [TestCase(POOL_TYPE.NonPagedPool, 127, true)]
    [TestCase(POOL_TYPE.PagedPool, 128, true)]
    public void Lookaside_list_takes_blocks_of_its_size_and_pool(POOL_TYPE type, int bytes, bool isFound)
    {
        var list = List();
        Driver.ExFreeToNPagedLookasideList(list, Driver.ExAllocatePoolWithTag(type, (ulong)bytes, "Test"));
        AssertBreaches(isFound ? ["other memory in a lookaside list"] : s_none);
    }

    [Test]
    public void Lookaside_list_takes_no_memory_of_NDIS()
    {
        Driver.ExFreeToNPagedLookasideList(List(), Driver.NdisAllocateMemoryWithTagPriority(default, 256, "Test", EX_POOL_PRIORITY.NormalPoolPriority));
        AssertBreaches("other memory in a lookaside list");
    }

    [Test]
    public void Lookaside_list_takes_back_its_entries_fresh_and_cached()
    {
        var list = List();
        for (var i = 0; i < 3; i++)
        {
            Driver.ExFreeToNPagedLookasideList(list, Driver.ExAllocateFromNPagedLookasideList(list));
        }

        Driver.ExDeleteNPagedLookasideList(list);
        AssertBreaches(s_none);
    }

    [Test]
    [Raises(BugCheckCode.BAD_POOL_CALLER, 0x42)]
    public void Contiguous_memory_given_to_ExFreePool_names_its_allocator()
    {
        var memory = Driver.MmAllocateContiguousMemory(4096, ulong.MaxValue);
        AssertBugCheck(BugCheckCode.BAD_POOL_CALLER, () => Driver.ExFreePool(memory));
        AssertStopNames("MmAllocateContiguousMemory");
    }

    [Test]
    [Raises(BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION, 0x10)]
    public void Noncached_memory_given_to_ExFreePool_names_its_allocator_when_verified()
    {
        Boot(ProfileName, DriverVerifierOptions.SpecialPool);
        var memory = Driver.MmAllocateNonCachedMemory(4096);
        AssertViolation(0x10, () => Driver.ExFreePool(memory));
        AssertStopNames("MmAllocateNonCachedMemory");
    }

    [Test]
    public void Mapping_address_given_to_ExFreePool_names_its_allocator()
    {
        var at = Driver.MmAllocateMappingAddress(4096, "Test");
        AssertBugCheck(BugCheckCode.BAD_POOL_CALLER, () => Driver.ExFreePool(at));
        AssertStopNames("MmAllocateMappingAddress");
    }

    [Test]
    public void Pool_memory_given_to_routines_for_pages_names_its_allocator()
    {
        AssertBugCheck(BugCheckCode.BAD_POOL_CALLER, () => Driver.MmFreeContiguousMemory(Pool()));
        AssertStopNames("ExAllocatePoolWithTag");
        Boot(ProfileName);
        AssertBugCheck(BugCheckCode.SYSTEM_PTE_MISUSE, () => Driver.MmFreeNonCachedMemory(Pool(), 64));
        AssertStopNames("ExAllocatePoolWithTag");
        Boot(ProfileName);
        AssertBugCheck(BugCheckCode.SYSTEM_PTE_MISUSE, () => Driver.MmFreeMappingAddress(Pool(), "Test"));
        AssertStopNames("ExAllocatePoolWithTag");
    }

    [Test]
    public void Pool_memory_given_to_NDIS_as_an_object_names_its_allocator()
    {
        AssertBugCheck(BugCheckCode.BAD_POOL_CALLER, () => Driver.NdisFreeGenericObject(Pool()));
        AssertStopNames("ExAllocatePoolWithTag");
    }

    private Pointer Pool() => Driver.ExAllocatePoolWithTag(POOL_TYPE.NonPagedPool, 64, "Test");

    private Pointer OfNdis()
    {
        Driver.NdisAllocateMemoryWithTag(out var memory, 64, "Test");
        return memory;
    }

    private Pointer List()
    {
        var list = NonPaged(0x400);
        Driver.ExInitializeNPagedLookasideList(list, null, null, 0, 128, "Test");
        return list;
    }

    private Pointer StringBuffer()
    {
        var text = new UnicodeString(NonPaged(0x600));
        Driver.RtlInitUnicodeString(text, default(Pointer));
        Assert.That(Driver.RtlUpcaseUnicodeString(text, Driver.UnicodeLiteral("text"), true), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        return text.Buffer;
    }

    private void AssertBreaches(params string[] rules) => Assert.That(Machine.Breaches.Select(b => b.Rule), Is.EqualTo(rules));

    private void AssertStopNames(string ddi)
    {
        Assert.That(Machine.Stopped!.Detail, Does.Contain($"{ddi} allocated it"));
        Assert.That(Machine.Stopped.About.Select(o => o.Ddi), Is.EqualTo(new[] { ddi }));
    }
}
