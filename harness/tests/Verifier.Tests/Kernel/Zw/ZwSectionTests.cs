using Verifier.Kernel;
using Verifier.Tests.Kernel.Ke;

namespace Verifier.Tests.Kernel.Zw;

/// <summary>Sections of memory, views of them, and memory of a process.</summary>
public sealed class ZwSectionTests : KeFixture
{
    private const ulong CurrentProcess = ulong.MaxValue;
    private const string Physical = @"\Device\PhysicalMemory";
    private const uint Commit = 0x1000, Decommit = 0x4000, Release = 0x8000;

    [Test]
    public void Two_views_of_a_section_show_the_same_memory()
    {
        Assert.That(Create(null, 0x1800, out var section), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        Assert.That(Map(section, 0, 0, PAGE_PROTECTION.PAGE_READWRITE, out var all, out var bytes), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        Assert.That((bytes, all.Read<ulong>(0x17F8)), Is.EqualTo((0x2000UL, 0UL)), "whole pages, zeroed");
        Assert.That(Map(section, 0x1000, 1, PAGE_PROTECTION.PAGE_READONLY, out var second, out bytes), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        Assert.That((bytes, second == all), Is.EqualTo((0x1000UL, false)));
        all.Write(0x1010, 0x1234u);
        Assert.That(second.Read<uint>(0x10), Is.EqualTo(0x1234u));
        Assert.That(() => second.Write(0, 1u), Throws.InstanceOf<AccessViolationRaised>().Or.InstanceOf<MachineStopped>(), "it is read-only");
    }

    [Test]
    public void View_keeps_the_memory_after_the_handle_is_closed()
    {
        Create(null, 0x1000, out var section);
        Map(section, 0, 0, PAGE_PROTECTION.PAGE_READWRITE, out var view, out _);
        Driver.ZwClose(section);
        view.Write(0, 7u);
        Assert.That(view.Read<uint>(), Is.EqualTo(7u));
        Assert.That(Machine.Resources.HeldBy(Driver.Image).Single().Kind, Is.EqualTo(ResourceKind.Mapping));
        Assert.That(Driver.ZwUnmapViewOfSection(CurrentProcess, view + 0x10), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        Assert.That(Driver.ZwUnmapViewOfSection(CurrentProcess, view), Is.EqualTo(NTSTATUS.STATUS_NOT_MAPPED_VIEW));
        Assert.That(Machine.Resources.HeldBy(Driver.Image), Is.Empty);
    }

    [Test]
    public void Section_is_opened_by_its_name_until_its_last_handle_is_closed()
    {
        Create(@"\BaseNamedObjects\Shared", 0x1000, out var made);
        Assert.That(Create(@"\BaseNamedObjects\shared", 0x1000, out _), Is.EqualTo(NTSTATUS.STATUS_OBJECT_NAME_COLLISION));
        Assert.That(Open(@"\basenamedobjects\Shared", out var opened), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        Driver.ZwClose(made);
        Driver.ZwClose(opened);
        Assert.That(Open(@"\BaseNamedObjects\Shared", out _), Is.EqualTo(NTSTATUS.STATUS_OBJECT_NAME_NOT_FOUND));
        Assert.That(Open(string.Empty, out _), Is.EqualTo(NTSTATUS.STATUS_OBJECT_NAME_INVALID));
    }

    [Test]
    public void Physical_memory_is_a_section_of_registers_and_of_memory()
    {
        Assert.That(Open(Physical, out var section), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        var registers = Driver.MmMapIoSpace(0xFEB0_0000, 0x1000, MEMORY_CACHING_TYPE.MmNonCached);
        registers.Write(0x20, 0xABCDu);
        Assert.That(Map(section, 0xFEB0_0020, 4, PAGE_PROTECTION.PAGE_READWRITE, out var view, out var bytes, out var offset), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        Assert.That((offset, bytes, view.Read<uint>(0x20)), Is.EqualTo((0xFEB0_0000UL, 0x1000UL, 0xABCDu)));

        var block = NonPaged(0);
        block.Write(0, 77u);
        var physical = Driver.MmGetPhysicalAddress(block);
        Assert.That(Map(section, physical, 4, PAGE_PROTECTION.PAGE_READWRITE, out view, out _, out offset), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        Assert.That(view.Read<uint>((long)(physical - offset)), Is.EqualTo(77u));
        Assert.That(Map(section, 0, 0, PAGE_PROTECTION.PAGE_READWRITE, out _, out _), Is.EqualTo(NTSTATUS.STATUS_INVALID_VIEW_SIZE));
    }

    [TestCase(0UL, 0x1001UL, 4u, 0xC000001Fu)]
    [TestCase(0x1000UL, 0UL, 4u, 0xC000001Fu)]
    [TestCase(0UL, 0UL, 0u, 0xC0000045u)]
    public void View_that_does_not_fit_is_a_status(ulong offset, ulong bytes, uint protection, uint status)
    {
        Create(null, 0x1000, out var section);
        Assert.That(Map(section, offset, bytes, (PAGE_PROTECTION)protection, out _, out _).Value, Is.EqualTo(status));
    }

    [Test]
    public void Arguments_that_mean_nothing_are_statuses()
    {
        Assert.That(Create(null, 0, out _), Is.EqualTo(NTSTATUS.STATUS_INVALID_PARAMETER_4));
        Assert.That(
            Driver.ZwCreateSection(out _, 0, Pointer.Null, 0x1000UL, 4, 0, 0x44), Is.EqualTo(NTSTATUS.STATUS_INVALID_FILE_FOR_SECTION));
        Create(null, 0x1000, out var section);
        var at = Driver.At(0x10000);
        var size = 0UL;
        Assert.That(Driver.ZwMapViewOfSection(section, CurrentProcess, ref at, 0, 0, Pointer.Null, ref size, 2, 0, PAGE_PROTECTION.PAGE_READWRITE), Is.EqualTo(NTSTATUS.STATUS_CONFLICTING_ADDRESSES));
        Assert.That(Map(0x44, 0, 0, PAGE_PROTECTION.PAGE_READWRITE, out _, out _), Is.EqualTo(NTSTATUS.STATUS_INVALID_HANDLE));
        Assert.That(Driver.ZwUnmapViewOfSection(0x44, at), Is.EqualTo(NTSTATUS.STATUS_INVALID_HANDLE));
        Driver.ZwCreateEvent(out var other, 0, Pointer.Null, EVENT_TYPE.NotificationEvent, false);
        Assert.That(Map(other, 0, 0, PAGE_PROTECTION.PAGE_READWRITE, out _, out _), Is.EqualTo(NTSTATUS.STATUS_OBJECT_TYPE_MISMATCH));
    }

    [Test]
    public void Without_pool_there_is_no_section()
    {
        BootWithEmptyPool(POOL_TYPE.NonPagedPool);
        Assert.That(Create(null, 0x1000, out _), Is.EqualTo(NTSTATUS.STATUS_INSUFFICIENT_RESOURCES));
        Assert.That(Open(Physical, out _), Is.EqualTo(NTSTATUS.STATUS_INSUFFICIENT_RESOURCES));
    }

    [Test]
    public void Memory_of_the_process_is_zeroed_whole_pages_that_are_freed_as_one()
    {
        Assert.That(Allocate(0, 0x1001, out var memory, out var bytes), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        Assert.That((bytes, memory.Address % 0x1000, memory.Read<ulong>(0x1FF8)), Is.EqualTo((0x2000UL, 0UL, 0UL)));
        Assert.That(memory.Address, Is.LessThan(Driver.MmUserProbeAddress));
        Assert.That(Allocate(memory + 0x1000, 0x1000, out _, out _), Is.EqualTo(NTSTATUS.STATUS_SUCCESS), "it is committed already");
        Assert.That(Allocate(memory + 0x1000, 0x1001, out _, out _), Is.EqualTo(NTSTATUS.STATUS_CONFLICTING_ADDRESSES));
        Assert.That(Free(memory + 0x1000, Release), Is.EqualTo(NTSTATUS.STATUS_FREE_VM_NOT_AT_BASE));
        Assert.That(Free(memory, Decommit), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        Assert.That(Free(memory, Release), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        Assert.That(Free(memory, Release), Is.EqualTo(NTSTATUS.STATUS_MEMORY_NOT_ALLOCATED));
        Assert.That(Free(memory, 0), Is.EqualTo(NTSTATUS.STATUS_INVALID_PARAMETER));
    }

    [Test]
    public void More_memory_than_the_process_has_room_for_is_no_memory()
    {
        Assert.That(Allocate(0, 1UL << 40, out _, out _), Is.EqualTo(NTSTATUS.STATUS_NO_MEMORY));
        Assert.That(Allocate(0, 0, out _, out _), Is.EqualTo(NTSTATUS.STATUS_INVALID_PARAMETER));
    }

    private NTSTATUS Create(string? name, ulong bytes, out ulong handle) =>
        Driver.ZwCreateSection(out handle, 0, Attributes(name), bytes, 4, 0x8000000, 0);

    private NTSTATUS Open(string name, out ulong handle) => Driver.ZwOpenSection(out handle, 0, Attributes(name));

    private Pointer Attributes(string? name)
    {
        var attributes = NonPaged(0x400);
        Driver.InitializeObjectAttributes(attributes, name is null ? default : Driver.UnicodeLiteral(name), OBJ_ATTRIBUTE_FLAGS.OBJ_KERNEL_HANDLE);
        return attributes;
    }

    private NTSTATUS Map(ulong section, ulong from, ulong size, PAGE_PROTECTION protection, out Pointer view, out ulong bytes) =>
        Map(section, from, size, protection, out view, out bytes, out _);

    private NTSTATUS Map(ulong section, ulong from, ulong size, PAGE_PROTECTION protection, out Pointer view, out ulong bytes, out ulong offset)
    {
        view = Pointer.Null;
        bytes = size;
        var place = NonPaged(0x500);
        place.Write(0, from);
        var status = Driver.ZwMapViewOfSection(section, CurrentProcess, ref view, 0, 0, place, ref bytes, 2, 0, protection);
        offset = place.Read<ulong>();
        return status;
    }

    private NTSTATUS Allocate(ulong at, ulong size, out Pointer memory, out ulong bytes)
    {
        memory = Driver.At(at);
        bytes = size;
        return Driver.ZwAllocateVirtualMemory(CurrentProcess, ref memory, 0, ref bytes, Commit, PAGE_PROTECTION.PAGE_READWRITE);
    }

    private NTSTATUS Free(ulong at, uint type)
    {
        var (memory, bytes) = (Driver.At(at), 0UL);
        return Driver.ZwFreeVirtualMemory(CurrentProcess, ref memory, ref bytes, type);
    }
}
