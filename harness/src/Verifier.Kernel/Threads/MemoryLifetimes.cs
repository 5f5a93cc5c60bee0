namespace Verifier.Kernel;

/// <summary>
/// The ends of drivers' memory: no object that the kernel still knows may be in it, whether Driver Verifier looks or not. What the kernel
/// has forgotten may: a timer that is not set, a DPC that is not queued, an event for which no thread waits.
/// </summary>
internal sealed class MemoryLifetimes(Machine machine)
{
    /// <summary>The parts of the kernel that know objects in drivers' memory, in the order in which they are asked.</summary>
    public IReadOnlyList<IObjectKeeper> Keepers { get; set; } = [];

    /// <summary>A driver frees a pool block.</summary>
    public void BlockFreed(ulong address, ulong bytes, PoolTag tag, POOL_TYPE type)
    {
        if (NeedsLook(address, bytes))
        {
            var words = $"The block at 0x{address:X} with tag {tag} was freed";
            Look(new MemoryEnd(MemoryEndKind.Pool, address, bytes, words) { Type = type, By = Now });
        }
    }

    /// <summary>Pool memory that a routine has handed out goes back to the kernel.</summary>
    public void Returned(ulong address, ulong bytes, string what)
    {
        if (NeedsLook(address, bytes))
        {
            Look(new MemoryEnd(MemoryEndKind.Pool, address, bytes, $"{what} at 0x{address:X} was freed") { By = Now });
        }
    }

    /// <summary>A device object that was deleted goes, with its extension.</summary>
    public void DeviceFreed(ulong device, ulong bytes, string name, Origin? deletedBy)
    {
        // Devices go seldom, and each has a queue of its own: a look at every one.
        machine.Locks.Freed(device, bytes);
        var words = $"The device object of {name} was freed";
        Look(new MemoryEnd(MemoryEndKind.Pool, device, bytes, words) { Device = device, By = deletedBy });
    }

    /// <summary>Whole pages go, or their addresses.</summary>
    public void PagesFreed(ulong address, ulong bytes, string what)
    {
        machine.Freed.PagesGone(address, bytes);
        if (NeedsLook(address, bytes))
        {
            Look(new MemoryEnd(MemoryEndKind.Pages, address, bytes, $"{what} at 0x{address:X} was given back") { By = Now });
        }
    }

    /// <summary>An entry goes back to a lookaside list, which may free it or hand it out again at any time.</summary>
    public void EntryFreed(ulong address, ulong bytes)
    {
        if (NeedsLook(address, bytes))
        {
            var words = $"The entry at 0x{address:X} was given back to its lookaside list";
            Look(new MemoryEnd(MemoryEndKind.LookasideEntry, address, bytes, words) { By = Now });
        }
    }

    /// <summary>A routine returned: its local variables are gone.</summary>
    public void StackLeft(ulong address, ulong bytes, ulong routine)
    {
        if (NeedsLook(address, bytes))
        {
            Look(new MemoryEnd(MemoryEndKind.Stack, address, bytes, $"{machine.Images.NameOf(routine)} returned and left its stack"));
        }
    }

    /// <summary>A driver's image is about to be unmapped.</summary>
    public void Unloading(DriverImage image)
    {
        foreach (var range in image.Sections.Where(s => s.IsWritable).Select(s => s.Range))
        {
            if (NeedsLook(range.Address, (ulong)range.Length))
            {
                Look(new MemoryEnd(MemoryEndKind.Image, range.Address, (ulong)range.Length, $"{image.Name} was unloaded") { Image = image });
            }
        }
    }

    private Origin? Now => machine.CurrentDdi is { } ddi ? new Origin("given back", ddi.Name, machine.Call.Number) : null;

    private bool NeedsLook(ulong address, ulong bytes)
    {
        machine.Locks.Freed(address, bytes);
        machine.Mapped.CheckNotMapped(address, bytes);
        return machine.Watch.MayHold(address, bytes);
    }

    private void Look(MemoryEnd end)
    {
        // Collected first, for a report may take objects off the keepers' lists. Nearly always there is none.
        List<(IObjectKeeper Keeper, LivingObject Living)>? found = null;
        foreach (var keeper in Keepers)
        {
            foreach (var living in keeper.LivingIn(end))
            {
                (found ??= []).Add((keeper, living));
            }
        }

        foreach (var (keeper, living) in found ?? [])
        {
            if (!IsForUnload(end, living))
            {
                keeper.Lost(living.Address);
                NoteReported(living);
                LifetimeRules.Report(machine, end, living);
            }
        }

        foreach (var keeper in Keepers)
        {
            keeper.MemoryGone(end);
        }
    }

    // A resource is gone with its memory. All others go on, and what they touch then is a stop of its own; but they are reported now, and
    // where Driver Verifier does not stop at unload, that check does not say it again.
    private void NoteReported(LivingObject found)
    {
        ResourceKind? kind = found.Family switch
        {
            ObjectFamily.Timer => ResourceKind.Timer,
            ObjectFamily.Dpc => ResourceKind.Dpc,
            ObjectFamily.LookasideList => ResourceKind.LookasideList,
            ObjectFamily.WorkItem => ResourceKind.WorkItem,
            _ => null,
        };
        if (kind is { } known && machine.VerifierOptions == DriverVerifierOptions.None)
        {
            machine.Resources.NoteReported(known, found.Address);
        }
    }

    // What the image's own driver left set, queued or initialised is reported wherever it lies, by UnloadCheck.
    private bool IsForUnload(MemoryEnd end, LivingObject found) => end.Image is { } image && found.Family switch
    {
        ObjectFamily.LookasideList => true,
        ObjectFamily.Timer => IsOwned(ResourceKind.Timer, found.Address, image),
        ObjectFamily.Dpc => IsOwned(ResourceKind.Dpc, found.Address, image),
        _ => false,
    };

    private bool IsOwned(ResourceKind kind, ulong address, DriverImage image) =>
        machine.Resources.Find(kind, address) is not { } held || held.Owner == image;
}
