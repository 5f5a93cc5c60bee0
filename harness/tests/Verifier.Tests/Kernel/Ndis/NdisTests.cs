using NUnit.Framework;
using Verifier.Kernel;

namespace Verifier.Tests.Kernel.Ndis;

/// <summary>NDIS's allocators: what they hand out, how they fail when nonpaged pool is really gone, who is answerable for it.</summary>
public sealed class NdisTests : KernelFixture
{
    private const uint FrameBytes = 1514;
    private const ulong Everything = 1UL << 40;

    private static readonly PoolTag Tag = "NicF";

    protected override string ProfileName => "windows-vista-x64";

    [Test]
    public void NdisAllocateMemoryWithTagPriority_is_nonpaged_pool_of_the_caller()
    {
        var memory = Driver.NdisAllocateMemoryWithTagPriority(Pointer.Null, FrameBytes, Tag, EX_POOL_PRIORITY.NormalPoolPriority);
        Machine.Irql = KIRQL.DISPATCH_LEVEL;
        memory.Write(FrameBytes - 1, (byte)1);
        Machine.Irql = KIRQL.PASSIVE_LEVEL;
        Assert.That(Machine.Pool.Census.LiveBlocks(Driver.Image).Select(b => b.Address), Is.EqualTo(new[] { memory.Address }));
        Driver.NdisFreeMemory(memory);
        Assert.That(Machine.Pool.Census.LiveBlocks(Driver.Image), Is.Empty);
    }

    [Test]
    public void NdisFreeMemoryWithTagPriority_other_tag_is_0xC2()
    {
        Boot("windows-10-x64");
        var memory = Driver.NdisAllocateMemoryWithTagPriority(Pointer.Null, FrameBytes, Tag, EX_POOL_PRIORITY.NormalPoolPriority);
        var stop = AssertBugCheck(BugCheckCode.BAD_POOL_CALLER, () => Driver.NdisFreeMemoryWithTagPriority(Pointer.Null, memory, "Oops"));
        Assert.That(stop.P1, Is.EqualTo(0x0A));
    }

    [Test]
    public void NdisFreeMemoryWithTagPriority_came_after_Vista()
    {
        var memory = Driver.NdisAllocateMemoryWithTagPriority(Pointer.Null, FrameBytes, Tag, EX_POOL_PRIORITY.NormalPoolPriority);
        Assert.That(
            () => Driver.NdisFreeMemoryWithTagPriority(Pointer.Null, memory, Tag),
            Throws.InstanceOf<KernelException>().With.Property("Status").EqualTo(NTSTATUS.STATUS_DRIVER_ENTRYPOINT_NOT_FOUND));
    }

    [TestCase(0u, 0)]
    [TestCase(1u, 1)]
    [TestCase(2u, 1)]
    public void NdisFreeMemory_of_pool_memory_with_flags_is_a_breach(uint flags, int breaches)
    {
        var memory = Driver.NdisAllocateMemoryWithTagPriority(Pointer.Null, FrameBytes, Tag, EX_POOL_PRIORITY.NormalPoolPriority);
        Driver.NdisFreeMemory(memory, FrameBytes, flags);
        Assert.That(Machine.Breaches.Count(b => b.Rule == "flags of NdisFreeMemory"), Is.EqualTo(breaches));
    }

    [Test]
    public void Exhausted_pool_gives_NULL_or_a_failure()
    {
        var pool = MakePool();
        var memory = Driver.NdisAllocateMemoryWithTagPriority(Pointer.Null, FrameBytes, Tag, EX_POOL_PRIORITY.NormalPoolPriority);
        Machine.Pool.Pressure.TakeForPressure(Everything, paged: false);
        Assert.Multiple(() =>
        {
            Assert.That(Driver.NdisAllocateMemoryWithTag(out var none, FrameBytes, Tag), Is.EqualTo(NTSTATUS.STATUS_UNSUCCESSFUL));
            Assert.That(none.IsNull);
            Assert.That(Driver.NdisAllocateMemoryWithTagPriority(Pointer.Null, FrameBytes, Tag, EX_POOL_PRIORITY.HighPoolPriority).IsNull);
            Assert.That(Driver.NdisAllocateGenericObject(default, Tag, 0x2000).IsNull);
            Assert.That(Driver.NdisAllocateNetBufferAndNetBufferList(pool, 0, 0x2000, default, 0, 0).IsNull);
            Assert.That(memory.IsNull, Is.False);
        });
    }

    [Test]
    public void NdisAllocateNetBufferAndNetBufferList_describes_the_MDL_chain()
    {
        var pool = MakePool();
        var memory = Driver.NdisAllocateMemoryWithTagPriority(Pointer.Null, FrameBytes, Tag, EX_POOL_PRIORITY.NormalPoolPriority);
        var mdl = Driver.NdisAllocateMdl(Pointer.Null, memory, FrameBytes);
        var list = Driver.NdisAllocateNetBufferAndNetBufferList(pool, 0, 0, mdl, 14, 1500);
        Assert.Multiple(() =>
        {
            Assert.That(mdl.MappedSystemVa, Is.EqualTo(memory), "built in the same step");
            Assert.That(list.FirstNetBuffer.MdlChain, Is.EqualTo(mdl));
            Assert.That(list.FirstNetBuffer.CurrentMdl, Is.EqualTo(mdl));
            Assert.That(list.FirstNetBuffer.DataOffset, Is.EqualTo(14));
            Assert.That(list.FirstNetBuffer.DataLength, Is.EqualTo(1500));
            Assert.That(list.Next.IsNull);
        });
    }

    [Test]
    public void Everything_is_in_the_ledger_until_it_is_freed()
    {
        var handle = Driver.NdisAllocateGenericObject(default, Tag, 0);
        var pool = MakePool();
        var memory = Driver.NdisAllocateMemoryWithTagPriority(handle, FrameBytes, Tag, EX_POOL_PRIORITY.NormalPoolPriority);
        var mdl = Driver.NdisAllocateMdl(handle, memory, FrameBytes);
        var list = Driver.NdisAllocateNetBufferAndNetBufferList(pool, 0, 0, mdl, 0, FrameBytes);
        Assert.That(
            Machine.Resources.HeldBy(Driver.Image).Select(r => r.Kind),
            Is.EqualTo(new[] { ResourceKind.NdisObject, ResourceKind.NetBufferListPool, ResourceKind.Mdl, ResourceKind.NetBufferList }));

        Driver.NdisFreeNetBufferList(list);
        Driver.NdisFreeMdl(mdl);
        Driver.NdisFreeNetBufferListPool(pool);
        Driver.NdisFreeGenericObject(handle);
        Assert.That(Machine.Resources.HeldBy(Driver.Image), Is.Empty);
    }

    [Test]
    public void NdisFreeNetBufferList_twice_is_0xC2()
    {
        var pool = MakePool();
        var list = Driver.NdisAllocateNetBufferAndNetBufferList(pool, 0, 0, default, 0, 0);
        Driver.NdisFreeNetBufferList(list);
        var stop = AssertBugCheck(BugCheckCode.BAD_POOL_CALLER, () => Driver.NdisFreeNetBufferList(list));
        Assert.That((stop.P1, stop.P2), Is.EqualTo((0x46UL, list.Pointer.Address)));
    }

    [Test]
    public void NdisAllocateMemoryWithTag_injected_failure_clears_the_result()
    {
        var result = Driver.Local(8);
        result.Write(0, 1UL);
        Machine.Gate.CheckOnly(Driver.Image, DdiCatalogue.Find("NdisAllocateMemoryWithTag")!, [result, FrameBytes, Tag.Value]);
        Assert.That(result.ReadPointer().IsNull);
    }

    [Test]
    public void Every_routine_is_exported_by_ndis_and_left_alone_by_Driver_Verifiers_dice()
    {
        var ndis = DdiCatalogue.All.Where(d => d.Name.StartsWith("Ndis", StringComparison.Ordinal)).ToList();
        Assert.That(ndis, Has.Count.EqualTo(12));
        Assert.That(ndis, Has.All.Matches<Ddi>(d => d.Module == "ndis.sys" && d.LowResourcesSince is null));
    }

    private Pointer MakePool()
    {
        var parameters = new NetBufferListPoolParameters(Driver.Local(NetBufferListPoolParameters.Bytes));
        parameters.Initialize(allocateNetBuffer: true, contextSize: 0, Tag);
        return Driver.NdisAllocateNetBufferListPool(Pointer.Null, parameters);
    }
}
