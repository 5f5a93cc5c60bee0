namespace Verifier.Kernel;

/// <summary>
/// The application that makes the requests: its buffers, pageable and at the ends of pages so that reading on meets nothing, and the
/// pages of it that drivers hold locked.
/// </summary>
internal sealed class UserMemory(Machine machine)
{
    private const int Alignment = 16;

    private readonly RunAllocator _runs = new((int)(RegionLayout.User.Length >> machine.Pages.Shift));
    private readonly Dictionary<ulong, (int Slot, int Pages)> _buffers = [];
    private readonly List<(ulong Mdl, int Pages)> _locked = [];

    /// <summary>The address of its process object.</summary>
    public ulong Process => machine.KernelData.ApplicationProcess;

    /// <summary>Pages of it that are locked.</summary>
    public int LockedPages => _locked.Sum(l => l.Pages);

    private int FirstPage => machine.Pages.PageOf(RegionLayout.User.Address);

    /// <summary>True if every byte of the range can be an application's. NULL and its neighbours count: they fault when touched.</summary>
    public static bool IsUserRange(ulong address, ulong length)
    {
        var end = address + length;
        return length == 0 || (end > address && end <= RegionLayout.UserProbeAddress);
    }

    /// <summary>
    /// Gives the application a zeroed buffer that ends at the end of a page (but for the alignment of 16 bytes), or begins one.
    /// </summary>
    /// <exception cref="InvalidOperationException">The buffers of this application fill its address space of 64 MiB.</exception>
    public ulong Allocate(ulong bytes, bool atStartOfPage = false)
    {
        var pages = (int)Math.Max(1, machine.PagesFor(bytes));
        var first = Reserve(pages);
        machine.Pages.Set(first, pages, PageKind.Paged);
        Clear(first, pages);
        var spare = (((ulong)pages << machine.Pages.Shift) - bytes) & ~(Alignment - 1UL);
        var address = machine.Pages.AddressOf(first) + (atStartOfPage ? 0 : spare);
        _buffers.Add(address, (first - FirstPage, pages));
        return address;
    }

    /// <summary>
    /// The application frees a buffer. Pages that are still locked stay where they are, unreachable, until the process ends.
    /// </summary>
    public void Free(ulong address)
    {
        if (!_buffers.Remove(address, out var buffer))
        {
            throw new ArgumentException($"0x{address:X} is no buffer of the application.", nameof(address));
        }

        var first = FirstPage + buffer.Slot;
        machine.Pages.Set(first, buffer.Pages, PageKind.NotPresent);
        var locked = false;
        for (var i = 0; i < buffer.Pages; i++)
        {
            locked |= machine.Pages.LockCount(first + i) > 0;
        }

        if (!locked)
        {
            _runs.Return(buffer.Slot, buffer.Pages + 1);
        }
    }

    /// <summary>Maps the pages of an MDL into the application; 0 when its address space is full.</summary>
    public ulong Map(ulong mdlAddress, bool readOnly)
    {
        var mdl = new Mdl(machine, mdlAddress);
        machine.Mappings.CheckPages(mdl);
        var pages = machine.PageCountOf(mdl);
        var slot = _runs.Find(pages + 1, 0, _runs.Capacity);
        if (slot < 0)
        {
            return 0;
        }

        _runs.Take(slot, pages + 1);
        machine.Mappings.MapFrames(mdl, FirstPage + slot, pages, readOnly);
        var address = machine.Pages.AddressOf(FirstPage + slot) + mdl.ByteOffset;
        _buffers.Add(address, (slot, pages));
        machine.Mapped.Add(address, BytesOf(mdl, pages));
        machine.Resources.Acquired(ResourceKind.Mapping, address, mdl.ByteCount);
        return address;
    }

    /// <summary>Maps frames into the application, a page each; 0 when its address space is full.</summary>
    public ulong MapFrames(ReadOnlySpan<uint> frames, bool readOnly)
    {
        var slot = _runs.Find(frames.Length + 1, 0, _runs.Capacity);
        if (slot < 0)
        {
            return 0;
        }

        _runs.Take(slot, frames.Length + 1);
        for (var i = 0; i < frames.Length; i++)
        {
            machine.Pages.Map(FirstPage + slot + i, frames[i], readOnly);
        }

        var address = machine.Pages.AddressOf(FirstPage + slot);
        _buffers.Add(address, (slot, frames.Length));
        machine.Resources.Acquired(ResourceKind.Mapping, address, (ulong)frames.Length << machine.Pages.Shift);
        return address;
    }

    /// <summary>As <see cref="Allocate"/>, in whole pages; 0 when the address space is full.</summary>
    public ulong TryAllocatePages(long pages) => pages < _runs.Capacity && _runs.Find((int)pages + 1, 0, _runs.Capacity) >= 0
        ? Allocate((ulong)pages << machine.Pages.Shift, atStartOfPage: true)
        : 0;

    /// <summary>Takes such a mapping away; false when there is none at the address.</summary>
    public bool Unmap(ulong address)
    {
        if (!_buffers.ContainsKey(address))
        {
            return false;
        }

        Free(address);
        machine.Mapped.Remove(address);
        machine.Resources.Released(ResourceKind.Mapping, address);
        return true;
    }

    /// <summary>An MDL locked pages of the application.</summary>
    public void NoteLocked(ulong mdl, int pages) => _locked.Add((mdl, pages));

    /// <summary>They were unlocked; false when they were not locked.</summary>
    public bool NoteUnlocked(ulong mdl)
    {
        var index = _locked.FindLastIndex(l => l.Mdl == mdl);
        if (index >= 0)
        {
            _locked.RemoveAt(index);
        }

        return index >= 0;
    }

    /// <summary>
    /// The application ends. Pages that a driver still has locked stop the machine: 0xCB with Pool Tracking, else 0x76
    /// (harness/docs/facts/bugchecks.md#what-the-driver-did).
    /// </summary>
    public void EndProcess()
    {
        if (_locked.Count > 0)
        {
            throw machine.Verifies(DriverVerifierOptions.PoolTracking)
                ? machine.BugCheck(Stops.DriverLeftLockedPagesInProcess(0, _locked[0].Mdl, (ulong)LockedPages))
                : machine.BugCheck(Stops.LockedPages.ProcessEnded(Process, (ulong)LockedPages, 0));
        }

        foreach (var (slot, pages) in _buffers.Values)
        {
            machine.Pages.Set(FirstPage + slot, pages, PageKind.NotPresent);
        }

        _buffers.Clear();
        machine.Mapped.Clear();
        _runs.Reset();
    }

    public void Reset()
    {
        _runs.Reset();
        _buffers.Clear();
        machine.Mapped.Clear();
        _locked.Clear();
    }

    private MappedBytes[] BytesOf(Mdl mdl, int pages)
    {
        var parts = new MappedBytes[pages];
        var (offset, left) = (mdl.ByteOffset, mdl.ByteCount);
        for (var i = 0; i < pages; i++, offset = 0)
        {
            var bytes = Math.Min(left, (uint)machine.Pages.PageSize - offset);
            var page = machine.PhysicalAddresses.PageOf(mdl.GetPfn(i));
            parts[i] = new MappedBytes(machine.Pages.AddressOf(page) + offset, bytes);
            left -= bytes;
        }

        return parts;
    }

    // One more than asked for: the page behind a buffer is never there.
    private int Reserve(int pages)
    {
        var slot = _runs.Find(pages + 1, 0, _runs.Capacity);
        if (slot < 0)
        {
            throw new InvalidOperationException($"The application has no room left for a buffer of {Counted.Of(pages, "page")}.");
        }

        _runs.Take(slot, pages + 1);
        return FirstPage + slot;
    }

    private unsafe void Clear(int first, int pages) =>
        new Span<byte>(machine.Memory.Own(machine.Pages.AddressOf(first)), pages << machine.Pages.Shift).Clear();
}
