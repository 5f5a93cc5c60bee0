namespace Verifier.Kernel;

/// <summary>
/// ExInterlocked… routines with a spin lock: the lock is taken at HIGH_LEVEL for the moment of the change, so what they touch must be
/// resident.
/// </summary>
internal sealed class ExSyncInterlockedLists(Machine machine)
{
    /// <summary>The entry that was first or last before, or 0 when the list was empty.</summary>
    public ulong Insert(ulong head, ulong entry, ulong spinLock, bool atHead) => Locked(spinLock, () =>
    {
        var neighbour = atHead ? ListEntries.First(machine, head) : ListEntries.Last(machine, head);
        if (atHead)
        {
            ListEntries.InsertHead(machine, head, entry);
        }
        else
        {
            ListEntries.InsertTail(machine, head, entry);
        }

        return neighbour == head ? 0 : neighbour;
    });

    /// <summary>The entry taken, or 0 when the list is empty.</summary>
    public ulong RemoveHead(ulong head, ulong spinLock) =>
        Locked(spinLock, () => ListEntries.IsEmpty(machine, head) ? 0 : ListEntries.RemoveHead(machine, head));

    /// <summary>The entry that was first before.</summary>
    public ulong Push(ulong head, ulong entry, ulong spinLock) => Locked(spinLock, () =>
    {
        var first = machine.Memory.Read<ulong>(head);
        machine.Memory.Write(entry, first);
        machine.Memory.Write(head, entry);
        return first;
    });

    /// <summary>The entry taken, or 0.</summary>
    public ulong Pop(ulong head, ulong spinLock) => Locked(spinLock, () =>
    {
        var first = machine.Memory.Read<ulong>(head);
        if (first != 0)
        {
            machine.Memory.Write(head, machine.Memory.Read<ulong>(first));
        }

        return first;
    });

    /// <summary>ExInterlockedAddLargeInteger: the value before.</summary>
    public ulong Add(ulong addend, ulong increment, ulong spinLock) => Locked(spinLock, () =>
    {
        var before = machine.Memory.Read<ulong>(addend);
        machine.Memory.Write(addend, unchecked(before + increment));
        return before;
    });

    /// <summary>ExInterlockedAddUlong: the value before.</summary>
    public ulong AddUlong(ulong addend, uint increment, ulong spinLock) => Locked(spinLock, () =>
    {
        var before = machine.Memory.Read<uint>(addend);
        machine.Memory.Write(addend, unchecked(before + increment));
        return (ulong)before;
    });

    private ulong Locked(ulong spinLock, Func<ulong> change)
    {
        var old = machine.Irql;
        machine.Irql = machine.Profile.HighIrql;
        machine.SpinLocks.RequireFree(spinLock);
        var result = change();
        machine.Irql = old;
        return result;
    }
}
