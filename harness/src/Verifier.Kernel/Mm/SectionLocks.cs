namespace Verifier.Kernel;

/// <summary>
/// Sections of driver images that are locked in memory. Each has a count: locked while it is not 0, and a handle that stays valid
/// at any count.
/// </summary>
internal sealed class SectionLocks(Machine machine)
{
    private readonly Dictionary<ulong, SectionLock> _sections = [];

    /// <summary>
    /// MmLockPagableDataSection and MmLockPagableCodeSection: the whole section that holds the address stays in memory until it is
    /// unlocked as often. Returns the section's handle.
    /// </summary>
    public ulong Lock(ulong addressWithinSection)
    {
        if (machine.Images.DriverAt(addressWithinSection) is not { } image)
        {
            throw machine.BugCheck(
                Stops.MemoryManagement.NoSection(addressWithinSection), "There is no section of a driver at the address to lock.");
        }

        var section = image.SectionAt(addressWithinSection)!.Value.Range;
        _sections.TryAdd(section.Address, new SectionLock(image, section, 0, default));
        LockByHandle(section.Address);
        return section.Address;
    }

    /// <summary>MmLockPagableSectionByHandle: with a count of 0 the section is brought back first.</summary>
    public void LockByHandle(ulong handle)
    {
        var held = Get(handle, Stops.MemoryManagement.NoSection);
        if (held.Count == 0)
        {
            machine.Memory.Touch(held.Section.Address, (ulong)held.Section.Length, MemoryAccess.Read);
            ForEachPage(held.Section, machine.Pages.Lock);
            held = held with { Locked = new Origin("locked", machine.CurrentDdi?.Name, machine.Call.Number) };
        }

        _sections[handle] = held with { Count = held.Count + 1 };
    }

    /// <summary>MmUnlockPagableImageSection.</summary>
    public void Unlock(ulong handle)
    {
        var held = Get(handle, Stops.MemoryManagement.SectionNotLocked);
        if (held.Count == 0)
        {
            throw machine.BugCheck(Stops.MemoryManagement.SectionNotLocked(handle), "A section was unlocked that is not locked.");
        }

        _sections[handle] = held with { Count = held.Count - 1 };
        if (held.Count == 1)
        {
            ForEachPage(held.Section, machine.Pages.Unlock);
        }
    }

    /// <summary>The image goes away: a section that is still locked stays in memory for good.</summary>
    public void Unloading(DriverImage image)
    {
        foreach (var left in _sections.Values.Where(s => s.Image == image && s.Count > 0).OrderBy(s => s.Section.Address))
        {
            machine.Note(new RuleBreach(
                "section locked at unload",
                $"{image.Name} was unloaded with a section locked in memory: 0x{left.Section.Address:X} was locked {Counted.Of(left.Count, "time")} more than unlocked.")
            {
                About = [left.Locked],
            });
        }
    }

    public void Reset() => _sections.Clear();

    // A handle is what the lock of a section gave, not any address that happens to begin one.
    private SectionLock Get(ulong handle, Func<ulong, BugCheck> failure) =>
        _sections.TryGetValue(handle, out var held)
            ? held
            : throw machine.BugCheck(failure(handle), "The handle is not that of a section that was locked.");

    private void ForEachPage(RegionRange section, Action<int> action)
    {
        var first = machine.Pages.PageOf(section.Address);
        for (var page = first; page < first + (section.Length >> machine.Pages.Shift); page++)
        {
            action(page);
        }
    }

    /// <summary>The number of locks of a section, and the call that locked it when it was not locked.</summary>
    private sealed record SectionLock(DriverImage Image, RegionRange Section, int Count, Origin Locked);
}
