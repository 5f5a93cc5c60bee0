namespace Verifier.Kernel;

/// <summary>
/// What is pageable and when it is taken from memory: Force IRQL Checking, a scenario's <c>trim</c>, and the pageable sections of
/// driver images.
/// </summary>
internal sealed class Paging(Machine machine)
{
    private readonly Dictionary<ulong, int> _lockedSections = [];

    /// <summary>TrimRequests of Driver Verifier's counters: raises that wanted a trim.</summary>
    public long TrimRequests { get; private set; }

    /// <summary>Trims of Driver Verifier's counters: passes made, whoever asked.</summary>
    public long Trims { get; private set; }

    /// <summary>
    /// A driver raises the IRQL to DISPATCH_LEVEL or above, acquires a spin lock or calls KeSynchronizeExecution: with Force IRQL
    /// Checking all pageable memory leaves the working set (facts/driver-verifier.md §8).
    /// </summary>
    public void TrimForIrqlRaise()
    {
        if (machine.Verifies(DriverVerifierOptions.ForceIrqlChecking))
        {
            TrimRequests++;
            Trim();
        }
    }

    /// <summary>Takes all pageable memory from the working set now.</summary>
    public void Trim()
    {
        Trims++;
        machine.Pages.TrimAll();
    }

    /// <summary>
    /// MmPageEntireDriver: its data section becomes pageable, overriding the sections' attributes. The image's base, or 0.
    /// </summary>
    public ulong PageEntireDriver(ulong addressWithinSection) => SetData(addressWithinSection, PageKind.Paged);

    /// <summary>MmResetDriverPaging: the sections are again what the image says.</summary>
    public void ResetDriverPaging(ulong addressWithinSection) => SetData(addressWithinSection, PageKind.NonPaged);

    /// <summary>
    /// MmLockPagableDataSection and MmLockPagableCodeSection: the pageable section stays in memory until it is unlocked as often. Returns
    /// the section's handle.
    /// </summary>
    public ulong LockSection(ulong addressWithinSection)
    {
        var image = ImageAt(addressWithinSection);
        if (image is null || image.PagedData.Length == 0)
        {
            const ulong noSection = 0x1234;
            throw machine.BugCheck(
                BugCheckCode.MEMORY_MANAGEMENT, noSection, addressWithinSection, 0, 0,
                "There is no pageable section at the address to lock.");
        }

        var handle = image.PagedData.Address;
        LockByHandle(handle);
        return handle;
    }

    /// <summary>MmLockPagableSectionByHandle.</summary>
    public void LockByHandle(ulong handle)
    {
        var section = SectionOf(handle, 0x1234);
        var count = _lockedSections.GetValueOrDefault(handle);
        if (count == 0)
        {
            machine.Memory.Touch(section.Address, (ulong)section.Length, MemoryAccess.Read);
            ForEachPage(section, machine.Pages.Lock);
        }

        _lockedSections[handle] = count + 1;
    }

    /// <summary>MmUnlockPagableImageSection.</summary>
    public void UnlockSection(ulong handle)
    {
        const ulong notLocked = 0x1010;
        var section = SectionOf(handle, notLocked);
        var count = _lockedSections.GetValueOrDefault(handle);
        if (count == 0)
        {
            throw machine.BugCheck(BugCheckCode.MEMORY_MANAGEMENT, notLocked, handle, 0, 0, "A section was unlocked that is not locked.");
        }

        _lockedSections[handle] = count - 1;
        if (count == 1)
        {
            ForEachPage(section, machine.Pages.Unlock);
        }
    }

    public void Reset()
    {
        _lockedSections.Clear();
        TrimRequests = 0;
        Trims = 0;
    }

    private ulong SetData(ulong addressWithinSection, PageKind kind)
    {
        if (ImageAt(addressWithinSection) is not { } image)
        {
            return 0;
        }

        machine.Pages.Set(machine.Pages.PageOf(image.Data.Address), (int)(image.Data.Length >> machine.Pages.Shift), kind);
        return image.Code.Address;
    }

    private DriverImage? ImageAt(ulong address)
    {
        foreach (var image in machine.Images.Images)
        {
            if (image.Code.Contains(address) || image.Data.Contains(address) || image.PagedData.Contains(address))
            {
                return image;
            }
        }

        return null;
    }

    private RegionRange SectionOf(ulong handle, ulong failure)
    {
        var image = ImageAt(handle);
        return image is not null && image.PagedData.Length > 0 && image.PagedData.Address == handle
            ? image.PagedData
            : throw machine.BugCheck(
                BugCheckCode.MEMORY_MANAGEMENT, failure, handle, 0, 0, "The handle is not that of a pageable section.");
    }

    private void ForEachPage(RegionRange section, Action<int> action)
    {
        var first = machine.Pages.PageOf(section.Address);
        for (var page = first; page < first + (section.Length >> machine.Pages.Shift); page++)
        {
            action(page);
        }
    }
}
