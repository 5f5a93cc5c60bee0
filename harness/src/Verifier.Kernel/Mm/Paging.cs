namespace Verifier.Kernel;

/// <summary>
/// Takes pageable memory from the working set: Force IRQL Checking, a scenario's <c>trim</c>, and drivers that are made entirely
/// pageable.
/// </summary>
internal sealed class Paging(Machine machine)
{
    // By the image's base.
    private readonly HashSet<ulong> _pagedEntirely = [];

    /// <summary>Sections of images that are locked in memory.</summary>
    public SectionLocks Sections { get; } = new(machine);

    /// <summary>TrimRequests of Driver Verifier's counters: raises that wanted a trim.</summary>
    public long TrimRequests { get; private set; }

    /// <summary>Trims of Driver Verifier's counters: passes made, for all causes.</summary>
    public long Trims { get; private set; }

    /// <summary>
    /// A driver raises the IRQL to DISPATCH_LEVEL or above, acquires a spin lock or calls KeSynchronizeExecution: with Force IRQL
    /// Checking all pageable memory leaves the working set (harness/docs/facts/driver-verifier.md#force-irql-checking).
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
    /// MmPageEntireDriver: its data sections become pageable, overriding the sections' attributes; nothing happens a second time. The
    /// image's base, or 0.
    /// </summary>
    public ulong PageEntireDriver(ulong addressWithinDriver)
    {
        if (machine.Images.DriverAt(addressWithinDriver) is not { } image)
        {
            return 0;
        }

        if (_pagedEntirely.Add(image.Range.Address))
        {
            SetData(image, PageKind.Paged);
            if (machine.Part<IInterruptServices>(MachinePart.IoAnswers).InterruptServedBy(image) is not 0 and var interrupt)
            {
                ReportPagedService(image, interrupt);
            }
        }

        return image.Range.Address;
    }

    /// <summary>MmResetDriverPaging: the sections are again what the image says; nothing happens if they were never overridden.</summary>
    public void ResetDriverPaging(ulong addressWithinDriver)
    {
        if (machine.Images.DriverAt(addressWithinDriver) is { } image && _pagedEntirely.Remove(image.Range.Address))
        {
            SetData(image, PageKind.NonPaged);
        }
    }

    /// <summary>An interrupt was connected: its service routine may not belong to a driver that is entirely pageable.</summary>
    public void CheckService(ulong routine, ulong interrupt)
    {
        if (_pagedEntirely.Count > 0 && machine.Images.DriverAt(routine) is { } image && _pagedEntirely.Contains(image.Range.Address))
        {
            ReportPagedService(image, interrupt);
        }
    }

    public void Reset()
    {
        Sections.Reset();
        _pagedEntirely.Clear();
        TrimRequests = 0;
        Trims = 0;
    }

    private void SetData(DriverImage image, PageKind kind)
    {
        foreach (var section in image.Sections.Where(s => s.Kind == SectionKind.Data))
        {
            machine.Images.SetPages(section, kind);
        }
    }

    private void ReportPagedService(DriverImage image, ulong interrupt) => machine.Note(
        new RuleBreach(
            "interrupt of an entirely pageable driver",
            $"{image.Name} is entirely pageable by MmPageEntireDriver while its interrupt at 0x{interrupt:X} is connected.")
        {
            About = Resource.OriginOf("the interrupt", machine.Resources.Find(ResourceKind.Interrupt, interrupt)) is { } origin ? [origin] : [],
        });
}
