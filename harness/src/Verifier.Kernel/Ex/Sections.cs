namespace Verifier.Kernel;

/// <summary>
/// Sections of memory, and views of them in the application's half of the address space. \Device\PhysicalMemory is one: its views are of physical
/// pages, device registers included. There are no sections of files.
/// </summary>
internal sealed class Sections(Machine machine)
{
    private const string PhysicalMemory = @"\Device\PhysicalMemory";
    private const int ObjectBytes = 0x40;

    private static readonly PoolTag Tag = "MmSt";

    private readonly Dictionary<ulong, Section> _sections = [];
    private readonly List<View> _views = [];

    /// <summary>ZwCreateSection: a new section of zeroed memory.</summary>
    public NTSTATUS Create(ObjectAttributes given, uint access, ulong bytes, ulong file, out ulong handle)
    {
        handle = 0;
        if (file != 0)
        {
            return NTSTATUS.STATUS_INVALID_FILE_FOR_SECTION;
        }

        if (bytes == 0)
        {
            return NTSTATUS.STATUS_INVALID_PARAMETER_4;
        }

        if (given.Name is { } name && (IsPhysicalMemory(name) || machine.Objects.Find(name) is not null))
        {
            return NTSTATUS.STATUS_OBJECT_NAME_COLLISION;
        }

        var pages = machine.PagesFor(bytes);
        var block = machine.Pool.AllocateForKernel(POOL_TYPE.NonPagedPool, (ulong)pages << machine.Pages.Shift, Tag);
        if (block == 0)
        {
            return NTSTATUS.STATUS_INSUFFICIENT_RESOURCES;
        }

        machine.Memory.Fill(block, (ulong)pages << machine.Pages.Shift, 0);
        return Make(given, new Section(block, (ulong)pages << machine.Pages.Shift), access, out handle);
    }

    /// <summary>ZwOpenSection.</summary>
    public NTSTATUS Open(ObjectAttributes given, uint access, out ulong handle)
    {
        handle = 0;
        if (given.Name is not { Length: > 0 } name)
        {
            return NTSTATUS.STATUS_OBJECT_NAME_INVALID;
        }

        if (machine.Objects.Find(name) is { } existing)
        {
            if (existing.Kind != ObjectKind.Section)
            {
                return NTSTATUS.STATUS_OBJECT_TYPE_MISMATCH;
            }

            handle = machine.Handles.Create(existing.Body, access, given.Flags);
            return NTSTATUS.STATUS_SUCCESS;
        }

        return IsPhysicalMemory(name) ? Make(given, new Section(0, ulong.MaxValue), access, out handle) : NTSTATUS.STATUS_OBJECT_NAME_NOT_FOUND;
    }

    /// <summary>ZwMapViewOfSection: offset and size come back as they are mapped, in whole pages; 0 bytes are all that follow.</summary>
    public NTSTATUS Map(ulong handle, ref ulong offset, ref ulong bytes, PAGE_PROTECTION protection, out ulong address)
    {
        address = 0;
        if (machine.Handles.Find(handle) is not { } entry)
        {
            return NTSTATUS.STATUS_INVALID_HANDLE;
        }

        if (!_sections.TryGetValue(entry.Object, out var section))
        {
            return NTSTATUS.STATUS_OBJECT_TYPE_MISMATCH;
        }

        if (!IsProtection(protection, out var readOnly))
        {
            return NTSTATUS.STATUS_INVALID_PAGE_PROTECTION;
        }

        var inPage = machine.OffsetInPage(offset);
        offset -= inPage;
        var wanted = bytes == 0 ? section.Bytes - offset : bytes + inPage;
        if (offset >= section.Bytes || wanted > section.Bytes - offset || wanted > (ulong)RegionLayout.User.Length)
        {
            return NTSTATUS.STATUS_INVALID_VIEW_SIZE;
        }

        var frames = FramesOf(section, offset, (int)machine.PagesFor(wanted));
        address = frames.Length == 0 ? 0 : machine.User.MapFrames(frames, readOnly);
        if (address == 0)
        {
            return NTSTATUS.STATUS_NO_MEMORY;
        }

        bytes = (ulong)frames.Length << machine.Pages.Shift;
        machine.Objects.Reference(entry.Object);
        _views.Add(new View(address, bytes, entry.Object));
        return NTSTATUS.STATUS_SUCCESS;
    }

    /// <summary>ZwUnmapViewOfSection: any address within the view; false when there is no view.</summary>
    public bool Unmap(ulong address)
    {
        var index = _views.FindIndex(v => address - v.Address < v.Bytes);
        if (index < 0)
        {
            return false;
        }

        var view = _views[index];
        _views.RemoveAt(index);
        machine.User.Unmap(view.Address);
        machine.Objects.Dereference(view.Section);
        return true;
    }

    public void Reset()
    {
        _sections.Clear();
        _views.Clear();
    }

    private static bool IsPhysicalMemory(string name) => name.Equals(PhysicalMemory, StringComparison.OrdinalIgnoreCase);

    private static bool IsProtection(PAGE_PROTECTION protection, out bool readOnly)
    {
        const uint caching = 0x600;
        var plain = (PAGE_PROTECTION)((uint)protection & ~caching);
        readOnly = plain is PAGE_PROTECTION.PAGE_READONLY or PAGE_PROTECTION.PAGE_EXECUTE or PAGE_PROTECTION.PAGE_EXECUTE_READ;
        return readOnly || plain is PAGE_PROTECTION.PAGE_READWRITE or PAGE_PROTECTION.PAGE_EXECUTE_READWRITE;
    }

    private NTSTATUS Make(ObjectAttributes given, Section section, uint access, out ulong handle)
    {
        handle = 0;
        var body = 0UL;
        var name = section.Block == 0 ? PhysicalMemory : given.Name;
        var made = machine.Objects.Create(ObjectKind.Section, ObjectBytes, name, () => Delete(body));
        if (made is null)
        {
            machine.Io.FreeBlocks(section.Block);
            return NTSTATUS.STATUS_INSUFFICIENT_RESOURCES;
        }

        body = made.Body;
        _sections.Add(body, section);
        handle = machine.Handles.Create(body, access, given.Flags);
        machine.Objects.Dereference(body);
        return NTSTATUS.STATUS_SUCCESS;
    }

    private void Delete(ulong body)
    {
        _sections.Remove(body, out var section);
        machine.Io.FreeBlocks(section.Block);
    }

    // Empty when the machine has no more pages of registers.
    private uint[] FramesOf(Section section, ulong offset, int pages)
    {
        var frames = new uint[pages];
        for (var i = 0; i < pages; i++)
        {
            var page = section.Block != 0
                ? (int)machine.Pages.FrameOf(machine.Pages.PageOf(section.Block + offset) + i)
                : PhysicalPage((offset >> machine.Pages.Shift) + (ulong)i);
            if (page < 0)
            {
                return [];
            }

            frames[i] = (uint)page;
        }

        return frames;
    }

    private int PhysicalPage(ulong number) => machine.PhysicalAddresses.IsMemory(number)
        ? machine.PhysicalAddresses.PageOf(number)
        : machine.PhysicalAddresses.RegisterPage(number);

    /// <summary>A section: its memory, 0 for physical memory, and its length in bytes.</summary>
    private readonly record struct Section(ulong Block, ulong Bytes);

    /// <summary>A view: where it is, its bytes, and the object of its section, which it references.</summary>
    private readonly record struct View(ulong Address, ulong Bytes, ulong Section);
}
