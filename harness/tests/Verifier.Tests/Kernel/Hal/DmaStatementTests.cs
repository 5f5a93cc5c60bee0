using Verifier.Kernel;

namespace Verifier.Tests.Kernel.Hal;

/// <summary>What the public pages of DMA say, statement by statement, where the other fixtures do not look.</summary>
public sealed class DmaStatementTests : DmaFixture
{
    private readonly List<ScatterGatherList> _lists = [];

    [SetUp]
    public void Clear() => _lists.Clear();

    [TestCase("windows-2000-x86", 0u, true)]
    [TestCase("windows-2000-x86", 1u, true)]
    [TestCase("windows-2000-x86", 2u, false)]
    [TestCase("windows-xp-x86", 2u, true)]
    [TestCase("windows-vista-x64", 3u, false)]
    [TestCase("windows-10-x64", 3u, true)]
    public void Adapter_of_a_version_that_the_system_does_not_support_is_null(string profile, uint version, bool isSupported)
    {
        Boot(profile);
        Assert.That(AdapterOf(version, isMaster: true, scattersAndGathers: true).IsNull, Is.Not.EqualTo(isSupported));
        Assert.That(Held(ResourceKind.DmaAdapter), Is.EqualTo(isSupported ? 1 : 0));
    }

    [TestCase(100u, 0ul, true, 0)]
    [TestCase(99u, 0ul, true, 1)]
    [TestCase(0u, 0ul, true, 1)]
    [TestCase(100u, 4096ul, true, 1)]
    [TestCase(100u, 0ul, false, 1)]
    public void Common_buffer_is_freed_exactly_as_it_was_allocated(uint length, ulong beside, bool cacheEnabled, int breaches)
    {
        var adapter = Adapter();
        var buffer = Driver.AllocateCommonBuffer(adapter, 100, out var logical, true);
        Driver.FreeCommonBuffer(adapter, length, logical + beside, buffer, cacheEnabled);
        Assert.That(Machine.Breaches.Count(b => b.Rule == "parameters of FreeCommonBuffer"), Is.EqualTo(breaches));
        Assert.That(Held(ResourceKind.CommonBuffer), Is.Zero);
        Driver.PutDmaAdapter(adapter);
        Assert.That(Machine.Violations, Is.Empty);
    }

    [Test]
    public void Common_buffer_of_another_adapter_is_a_breach_and_given_back_to_its_own()
    {
        var (first, second) = (Adapter(), Adapter());
        var buffer = Driver.AllocateCommonBuffer(first, 100, out var logical, true);
        Driver.FreeCommonBuffer(second, 100, logical, buffer, true);
        Assert.That(Machine.Breaches.Select(b => b.Rule), Is.EqualTo(new[] { "parameters of FreeCommonBuffer" }));
        Driver.PutDmaAdapter(first);
        Driver.PutDmaAdapter(second);
        Assert.That(Machine.Violations, Is.Empty);
    }

    [Test]
    public void List_of_a_chain_has_a_map_register_for_each_page_of_each_mdl()
    {
        var adapter = Adapter();
        var first = Small();
        for (var i = 1; i < 6; i++)
        {
            var next = Small();
            (next.Next, first) = (first, next);
        }

        var va = Driver.MmGetMdlVirtualAddress(first);
        Assert.That(Driver.CalculateScatterGatherList(adapter, first, va, 6 * 32, out var size, out var registers), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        Assert.That((size, registers), Is.EqualTo((0x10u + (6 * 0x18), 6u)));
        AtDispatch(() => Driver.GetScatterGatherList(adapter, Device(), first, va, 6 * 32, Ready, default, true));
        Assert.That(_lists.Single().NumberOfElements, Is.EqualTo(6));
        AtDispatch(() => Driver.PutScatterGatherList(adapter, _lists[0], true));
        Machine.Pool.CheckIntegrity();
        Assert.That(Machine.Stopped, Is.Null, "the list was long enough for all of them");
    }

    [Test]
    public void Chain_of_more_pages_than_granted_registers_is_insufficient_resources()
    {
        var adapter = Adapter(pages: 1);
        var (first, second, third) = (Small(), Small(), Small());
        (first.Next, second.Next) = (second, third);
        var va = Driver.MmGetMdlVirtualAddress(first);
        Assert.That(Driver.CalculateScatterGatherList(adapter, first, va, 96, out _, out _), Is.EqualTo(NTSTATUS.STATUS_INSUFFICIENT_RESOURCES));
        AtDispatch(() => Assert.That(
            Driver.GetScatterGatherList(adapter, Device(), first, va, 96, Ready, default, true),
            Is.EqualTo(NTSTATUS.STATUS_INSUFFICIENT_RESOURCES)));
        Assert.That(_lists, Is.Empty, "the routine is not called");
    }

    [Test]
    public void Size_of_a_list_for_more_than_the_mdl_is_buffer_too_small_and_without_an_mdl_the_most_it_can_be()
    {
        var adapter = Adapter();
        var mdl = Buffer(1);
        var va = Driver.MmGetMdlVirtualAddress(mdl);
        Assert.That(Driver.CalculateScatterGatherList(adapter, mdl, va, (uint)Page + 1, out _, out _), Is.EqualTo(NTSTATUS.STATUS_BUFFER_TOO_SMALL));
        Assert.That(Driver.CalculateScatterGatherList(adapter, default, va, (uint)Page + 1, out var size, out var registers), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        Assert.That((size, registers), Is.EqualTo((0x10u + (2 * 0x18), 2u)));
    }

    [TestCase(true, true, false)]
    [TestCase(true, false, true)]
    [TestCase(false, true, true)]
    public void Length_of_a_transfer_stays_what_it_was_but_for_masters_that_scatter_and_gather(bool isMaster, bool scatters, bool stays)
    {
        var adapter = AdapterOf(2, isMaster, scatters);
        Driver.MmAllocateContiguousMemorySpecifyCache(Page, 2 * Page, (3 * Page) - 1, 0, MEMORY_CACHING_TYPE.MmCached);
        var pages = Driver.MmAllocatePagesForMdl(Page, (4 * Page) - 1, 0, 2 * Page);
        var length = (uint)(2 * Page);
        Driver.MapTransfer(adapter, pages, default, default, ref length, true);
        Assert.That(length, Is.EqualTo(stays ? 2 * Page : Page));
    }

    [TestCase(true, 1)]
    [TestCase(false, 0)]
    public void Counter_is_for_subordinate_devices(bool isMaster, int breaches)
    {
        Driver.ReadDmaCounter(AdapterOf(1, isMaster, false));
        Assert.That(Machine.Breaches.Count(b => b.Rule == "DMA counter of a bus master"), Is.EqualTo(breaches));
    }

    // Blocks of a page are pages of their own: each MDL has one that is no neighbour's.
    private Mdl Small()
    {
        var mdl = MdlFor(NonPaged(2 * Page) + 64, 32);
        Driver.MmBuildMdlForNonPagedPool(mdl);
        return mdl;
    }

    private DmaAdapter AdapterOf(uint version, bool isMaster, bool scattersAndGathers)
    {
        var memory = NonPaged(DeviceDescription.Bytes);
        Driver.RtlZeroMemory(memory, DeviceDescription.Bytes);
        return Driver.IoGetDmaAdapter(
            Device(),
            new DeviceDescription(memory)
            {
                Version = version,
                Master = isMaster,
                ScatterGather = scattersAndGathers,
                Dma32BitAddresses = true,
                MaximumLength = 4 * (uint)Page,
            },
            out _);
    }

    private void Ready(DeviceObject device, Irp irp, ScatterGatherList list, Pointer context) => _lists.Add(list);
}
