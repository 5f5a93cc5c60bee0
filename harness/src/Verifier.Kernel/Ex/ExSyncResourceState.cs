namespace Verifier.Kernel;

/// <summary>The owners of an ERESOURCE, and how often each owns it.</summary>
internal sealed class ExSyncResourceState
{
    private readonly List<(SimulatedThread Thread, int Count)> _owners = [];

    /// <summary>The call that put it into the system's list of resources; null for one that was never initialised.</summary>
    public Origin? InitialisedBy { get; init; }

    /// <summary>One thread owns it alone.</summary>
    public bool IsExclusive { get; private set; }

    public int ExclusiveWaiters { get; set; }

    public int SharedWaiters { get; set; }

    public bool IsFree => _owners.Count == 0;

    /// <summary>The number of times that a thread owns it.</summary>
    public int CountOf(SimulatedThread thread) => _owners.Find(o => o.Thread == thread).Count;

    public bool CanTakeExclusive(SimulatedThread thread) => IsFree || (IsExclusive && CountOf(thread) > 0);

    /// <summary>Owners may always take it again; others wait behind those who want it alone, unless they starve them.</summary>
    public bool CanTakeShared(SimulatedThread thread, bool starveExclusive) =>
        CountOf(thread) > 0 || IsFree || (!IsExclusive && (starveExclusive || ExclusiveWaiters == 0));

    public void Take(SimulatedThread thread, bool exclusive)
    {
        IsExclusive = IsFree ? exclusive : IsExclusive;
        var index = _owners.FindIndex(o => o.Thread == thread);
        if (index < 0)
        {
            _owners.Add((thread, 1));
        }
        else
        {
            _owners[index] = (thread, _owners[index].Count + 1);
        }
    }

    /// <summary>Gives one acquisition back; true when the thread has none left.</summary>
    public bool Release(SimulatedThread thread)
    {
        var index = _owners.FindIndex(o => o.Thread == thread);
        var left = _owners[index].Count - 1;
        if (left > 0)
        {
            _owners[index] = (thread, left);
            return false;
        }

        _owners.RemoveAt(index);
        IsExclusive = false;
        return true;
    }

    /// <summary>ExConvertExclusiveToSharedLite.</summary>
    public void BecomeShared() => IsExclusive = false;
}
