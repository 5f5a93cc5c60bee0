using Verifier.Binaries.Host;
using Verifier.Kernel;

namespace Verifier.Binaries.Memory;

/// <summary>
/// Compiled code's view of a machine's memory: a second mapping of the same file, at the virtual addresses themselves, with the protection
/// that the page table asks for. The kernel's own view is always writable; C# never touches this one. It follows the page table lazily:
/// before each entry into compiled code it catches up with the pages that changed. Constants and an application's buffers, which many
/// drivers never read, are opened at their first touch only, and from then on ahead of it: each change of protection costs more than many
/// calls of the kernel. For the same reason <see cref="DiscardedCode"/> stays open.
/// </summary>
internal sealed unsafe class DriverView : IDisposable
{
    private const int PageShift = 12;
    private const int Pages = (int)(HostRegion.Bytes >> PageShift);

    private static readonly int s_endOfUser = (int)((RegionLayout.User.Offset + RegionLayout.User.Length) >> PageShift);

    // A frame that no page has: a guard's bytes are in another file.
    private const uint GuardFrame = uint.MaxValue;

    // Only one machine's memory can be at the virtual addresses at a time.
    private static DriverView? s_active;

    private readonly int _file;
    private readonly PageTable _table;
    private readonly PageChanges _changes = new(Pages);
    private readonly byte[] _protections = new byte[Pages];
    private readonly uint[] _frames = new uint[Pages];
    private readonly bool[] _isTouched = new bool[Pages];
    private readonly HashSet<int> _openPageable = [];
    private readonly HashSet<int> _openSlack = [];
    private readonly DiscardedCode _discarded;

    /// <summary>Prepares the view of a machine; <see cref="Activate"/> maps it.</summary>
    /// <exception cref="HostException">The machine's pages are not those of the host.</exception>
    public DriverView(Machine machine)
    {
        _file = machine.MemoryFile ?? throw new InvalidOperationException("The machine's memory is no file.");
        _discarded = new DiscardedCode(machine);
        _table = machine.Pages;
        if (_table.Shift != PageShift)
        {
            throw new HostException("Compiled drivers run on systems with 4 KiB pages only; choose a system of the x64 family.");
        }

        _table.Changes = _changes;
    }

    /// <summary>Gives the virtual addresses back.</summary>
    public void Dispose()
    {
        if (s_active == this)
        {
            s_active = null;
            _ = Libc.munmap(RegionLayout.VirtualBase, (nuint)HostRegion.Bytes);
        }
    }

    /// <summary>System calls that changed the view so far.</summary>
    public long Calls { get; private set; }

    /// <summary>True if there is a change that the view has not followed.</summary>
    public bool IsBehind => _changes.Entries.Count > 0;

    /// <summary>Puts this machine's memory at the virtual addresses, if another's is there or none.</summary>
    public void Activate()
    {
        if (s_active == this)
        {
            return;
        }

        var flags = Libc.MapShared | Libc.MapNoReserve | (s_active is null ? Libc.MapFixedNoReplace : Libc.MapFixed);
        var got = Libc.mmap(RegionLayout.VirtualBase, (nuint)HostRegion.Bytes, Libc.ProtectNone, flags, _file, 0);
        if (got != RegionLayout.VirtualBase)
        {
            throw HostException.Refused($"the address 0x{RegionLayout.VirtualBase:X}");
        }

        s_active = this;
        Array.Clear(_protections);
        for (var page = 0; page < Pages; page++)
        {
            _frames[page] = (uint)page;
        }

        _openPageable.Clear();
        _openSlack.Clear();
        NoteAll();
    }

    /// <summary>The protection that the page table asks for.</summary>
    public int Wanted(int page) => _table.Kinds[page] switch
    {
        PageKind.NonPaged or PageKind.Mapped => Libc.ProtectRead | Libc.ProtectWrite,
        PageKind.Paged when _table.IsResident(page) => Libc.ProtectRead | Libc.ProtectWrite,
        PageKind.ReadOnly or PageKind.MappedReadOnly => Libc.ProtectRead,
        PageKind.Code => Libc.ProtectRead | Libc.ProtectExecute,
        PageKind.PagedCode when _table.IsResident(page) => Libc.ProtectRead | Libc.ProtectExecute,
        PageKind.WritableCode => Libc.ProtectRead | Libc.ProtectWrite | Libc.ProtectExecute,
        _ => Libc.ProtectNone,
    };

    /// <summary>
    /// The driver touches a page that the page table allows it: true if the view had not opened it yet, and does so before the next entry.
    /// </summary>
    public bool Touch(int page)
    {
        if (IsOpenedAhead(page))
        {
            return false;
        }

        _isTouched[page] = true;
        _changes.Note(page);
        return true;
    }

    /// <summary>Follows the page table.</summary>
    public void Follow()
    {
        var changed = _changes.AsSpan();
        changed.Sort();
        if (changed[0] == PageChanges.Trim)
        {
            NoteTrimmed();
            changed = _changes.AsSpan();
            changed.Sort();
        }

        for (var i = 0; i < changed.Length;)
        {
            var page = changed[i];
            if (page == PageChanges.Trim || IsAsWanted(page))
            {
                i++;
            }
            else if (IsTrapped(page))
            {
                _discarded.Fill(page);
                i++;
            }
            else
            {
                i = ApplyRun(changed, i);
            }
        }

        _changes.Clear();
    }

    /// <summary>Code that the driver has no address to read by: once discarded it becomes traps, until the run ends.</summary>
    public void TrapWhenGone(RegionRange section) => _discarded.Add(section);

    /// <summary>True if there is an int 3 of a page that is gone at an address.</summary>
    public bool IsTrap(ulong address) =>
        address - RegionLayout.VirtualBase < (ulong)HostRegion.Bytes && IsTrapped(_table.PageOf(address));

    /// <summary>A new run begins. Pages of traps are closed, unless the run has code there again.</summary>
    public void Reset()
    {
        foreach (var page in _discarded.Pages)
        {
            _changes.Note(page);
        }

        _discarded.Clear();
    }

    /// <summary>
    /// Opens pages that the page table does not have: room below a stack for the frame of a signal that the host must deliver there.
    /// </summary>
    public void OpenSlack(int first, int count)
    {
        Protect(first, count, Libc.ProtectRead | Libc.ProtectWrite);
        for (var page = first; page < first + count; page++)
        {
            _openSlack.Add(page);
        }
    }

    /// <summary>Closes what <see cref="OpenSlack"/> opened.</summary>
    public void CloseSlack()
    {
        foreach (var page in _openSlack)
        {
            _changes.Note(page);
        }

        _openSlack.Clear();
    }

    private void NoteAll()
    {
        _changes.Clear();
        for (var page = 0; page < Pages; page++)
        {
            if (_table.Kinds[page] != PageKind.NotPresent)
            {
                _changes.Note(page);
            }
        }
    }

    // A trimming pass costs the page table one number; the view knows which pages it has open.
    private void NoteTrimmed()
    {
        foreach (var page in _openPageable)
        {
            if (!_table.IsResident(page))
            {
                _changes.Note(page);
            }
        }
    }

    private bool IsOpenedAhead(int page) => _isTouched[page] || !(_table.Kinds[page] == PageKind.ReadOnly || page < s_endOfUser);

    private int Target(int page) => IsOpenedAhead(page) ? Wanted(page) : Libc.ProtectNone;

    private bool IsAsWanted(int page)
    {
        if (_table.Kinds[page] == PageKind.SpecialGuard && _frames[page] != GuardFrame)
        {
            return false;
        }

        // An inaccessible page is inaccessible with any frame behind it.
        var target = Target(page);
        return _protections[page] == target && (target == Libc.ProtectNone || _frames[page] == _table.FrameOf(page));
    }

    /// <summary>Applies the longest run of changed pages from one on that need the same call; the position after it.</summary>
    private int ApplyRun(Span<int> changed, int from)
    {
        var first = changed[from];
        if (_table.Kinds[first] == PageKind.SpecialGuard)
        {
            Calls++;
            GuardPages.MapAt(_table.AddressOf(first));
            Note(first, GuardFrame, Libc.ProtectNone);
            return from + 1;
        }

        var (end, next) = (first + 1, from + 1);
        while (next < changed.Length && (changed[next] == end - 1 || (changed[next] == end && Continues(first, end))))
        {
            end = Math.Max(end, changed[next++] + 1);
        }

        if (_frames[first] == _table.FrameOf(first))
        {
            Protect(first, end - first, Target(first));
        }
        else
        {
            Map(first, end - first);
        }

        return next;
    }

    private bool IsTrapped(int page) => _protections[page] == (Libc.ProtectRead | Libc.ProtectExecute) && _discarded.IsGone(page);

    private bool Continues(int first, int page) =>
        !IsAsWanted(page)
        && !IsTrapped(page)
        && _table.Kinds[page] != PageKind.SpecialGuard
        && Target(page) == Target(first)
        && (_frames[page] == _table.FrameOf(page)) == (_frames[first] == _table.FrameOf(first))
        && _table.FrameOf(page) - _table.FrameOf(first) == (uint)(page - first);

    private void Protect(int first, int count, int protection)
    {
        Calls++;
        if (Libc.mprotect(_table.AddressOf(first), (nuint)count << PageShift, protection) != 0)
        {
            throw HostException.Refused("mprotect");
        }

        for (var page = first; page < first + count; page++)
        {
            Note(page, _frames[page], protection);
        }
    }

    private void Map(int first, int count)
    {
        Calls++;
        var (frame, protection) = (_table.FrameOf(first), Target(first));
        const int flags = Libc.MapShared | Libc.MapNoReserve | Libc.MapFixed;
        var got = Libc.mmap(
            _table.AddressOf(first), (nuint)count << PageShift, protection, flags, _file, (nint)((long)frame << PageShift));
        if (got == Libc.MapFailed)
        {
            throw HostException.Refused("mmap");
        }

        for (var page = first; page < first + count; page++)
        {
            Note(page, frame + (uint)(page - first), protection);
        }
    }

    private void Note(int page, uint frame, int protection)
    {
        _frames[page] = frame;
        _protections[page] = (byte)protection;
        if (_table.Kinds[page].IsPageable() && protection != Libc.ProtectNone)
        {
            _openPageable.Add(page);
        }
        else
        {
            _openPageable.Remove(page);
        }
    }
}
