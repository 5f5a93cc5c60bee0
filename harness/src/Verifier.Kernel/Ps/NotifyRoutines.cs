namespace Verifier.Kernel;

/// <summary>
/// The routines that drivers have called when processes and threads come and go and images are loaded, in the order in which they were
/// registered (pages of PsSetCreateProcessNotifyRoutine(Ex), PsSetCreateThreadNotifyRoutine, PsSetLoadImageNotifyRoutine).
/// </summary>
internal sealed class NotifyRoutines(Machine machine)
{
    private const ulong EntryBytes = 0x20;
    private const int Most = 64;
    private const int MostBeforeVista = 8;

    private static readonly PoolTag Tag = "Cbrb";

    private readonly List<NotifyRoutine> _routines = [];

    /// <summary>The routines of a kind that are registered now.</summary>
    public IReadOnlyList<NotifyRoutine> Of(NotifyKind kind) => _routines.FindAll(r => r.Kind == kind);

    /// <summary>
    /// Registers a routine. A routine for processes is registered once, and is refused with STATUS_INVALID_PARAMETER where there are too many;
    /// the others with STATUS_INSUFFICIENT_RESOURCES, which all give when the pool is exhausted.
    /// </summary>
    public NTSTATUS Register(NotifyKind kind, ulong routine, bool isExtended = false)
    {
        var isFull = Of(kind).Count >= (machine.Profile.Version < WindowsVersion.Vista ? MostBeforeVista : Most);
        if (kind == NotifyKind.Process && (isFull || Find(kind, routine, isExtended) is not null))
        {
            return NTSTATUS.STATUS_INVALID_PARAMETER;
        }

        var block = isFull ? 0 : machine.Pool.AllocateForKernel(POOL_TYPE.NonPagedPool, EntryBytes, Tag);
        if (block == 0)
        {
            return NTSTATUS.STATUS_INSUFFICIENT_RESOURCES;
        }

        _routines.Add(new NotifyRoutine(kind, routine, isExtended, block));
        machine.Resources.Acquired(ResourceKind.Registration, block, EntryBytes, Tag);
        return NTSTATUS.STATUS_SUCCESS;
    }

    /// <summary>
    /// The sequence of removing a routine, which waits until no call of it is under way; STATUS_PROCEDURE_NOT_FOUND when it is not registered.
    /// </summary>
    public IEnumerator<KernelAction> Remove(NotifyKind kind, ulong routine, bool isExtended = false)
    {
        if (Find(kind, routine, isExtended) is not { } entry)
        {
            machine.Scheduler.Current.Result = NTSTATUS.STATUS_PROCEDURE_NOT_FOUND.Value;
            yield break;
        }

        _routines.Remove(entry);
        if (entry.Running > 0)
        {
            var name = machine.Images.NameOf(routine);
            yield return KernelAction.Block(WaitRequest.For($"the end of the calls of {name}, which is being removed", () => entry.Running == 0));
        }

        machine.Resources.Released(ResourceKind.Registration, entry.Block);
        machine.Pool.FreeForKernel(entry.Block);
        machine.Scheduler.Current.Result = NTSTATUS.STATUS_SUCCESS.Value;
    }

    public void Reset() => _routines.Clear();

    private NotifyRoutine? Find(NotifyKind kind, ulong routine, bool isExtended) =>
        _routines.Find(r => r.Kind == kind && r.Routine == routine && r.IsExtended == isExtended);
}

/// <summary>A registered routine.</summary>
/// <param name="kind">The kind of its events.</param>
/// <param name="routine">Its address.</param>
/// <param name="isExtended">True if it is a PCREATE_PROCESS_NOTIFY_ROUTINE_EX.</param>
/// <param name="block">The pool block of the registration.</param>
internal sealed class NotifyRoutine(NotifyKind kind, ulong routine, bool isExtended, ulong block)
{
    public NotifyKind Kind { get; } = kind;

    public ulong Routine { get; } = routine;

    public bool IsExtended { get; } = isExtended;

    public ulong Block { get; } = block;

    /// <summary>Calls of it that have not returned.</summary>
    public int Running { get; set; }
}

/// <summary>The kinds of events that a routine is told of.</summary>
internal enum NotifyKind
{
    /// <summary>Processes.</summary>
    Process,

    /// <summary>Threads.</summary>
    Thread,

    /// <summary>Images.</summary>
    Image,
}
