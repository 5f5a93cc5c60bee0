namespace Verifier.Kernel;

/// <summary>
/// The registrations for PnP events ("Using PnP Notification"). Windows keeps the image of a driver that is registered; one that is
/// unloaded all the same has leaked its registration, and is not called any more.
/// </summary>
internal sealed class PnpNotifications(Machine machine)
{
    private const ulong EntryBytes = 0x60;

    private static readonly PoolTag Tag = "Pnpc";

    private readonly List<PnpNotification> _entries = [];

    /// <summary>Those that are registered for a category, in order.</summary>
    public IReadOnlyList<PnpNotification> Of(IO_NOTIFICATION_EVENT_CATEGORY category) =>
        _entries.FindAll(e => e.Category == category && machine.Images.RoutineAt(e.Routine) is not null);

    /// <summary>STATUS_INVALID_PARAMETER for data that does not fit the category, STATUS_INSUFFICIENT_RESOURCES when the pool is exhausted.</summary>
    public NTSTATUS Register(
        IO_NOTIFICATION_EVENT_CATEGORY category, ulong data, ulong driverObject, ulong routine, ulong context, out ulong entry)
    {
        entry = 0;
        var isProfile = category == IO_NOTIFICATION_EVENT_CATEGORY.EventCategoryHardwareProfileChange;
        var isKnown = category is > IO_NOTIFICATION_EVENT_CATEGORY.EventCategoryReserved and <= IO_NOTIFICATION_EVENT_CATEGORY.EventCategoryTargetDeviceChange;
        if (!isKnown || (data == 0) != isProfile || machine.Io.Drivers.Find(driverObject) is null)
        {
            return NTSTATUS.STATUS_INVALID_PARAMETER;
        }

        var bytes = new byte[16];
        if (category == IO_NOTIFICATION_EVENT_CATEGORY.EventCategoryDeviceInterfaceChange)
        {
            machine.Memory.CopyFrom(data, bytes);
        }

        entry = machine.Pool.AllocateForKernel(POOL_TYPE.PagedPool, EntryBytes, Tag);
        if (entry == 0)
        {
            return NTSTATUS.STATUS_INSUFFICIENT_RESOURCES;
        }

        var file = category == IO_NOTIFICATION_EVENT_CATEGORY.EventCategoryTargetDeviceChange ? data : 0;
        _entries.Add(new PnpNotification(entry, category, new Guid(bytes), file, routine, context));
        machine.Resources.Acquired(ResourceKind.Registration, entry, EntryBytes, Tag);
        return NTSTATUS.STATUS_SUCCESS;
    }

    /// <summary>STATUS_INVALID_PARAMETER for an entry that is not registered.</summary>
    public NTSTATUS Unregister(ulong entry)
    {
        var index = _entries.FindIndex(e => e.Entry == entry);
        if (index < 0)
        {
            return NTSTATUS.STATUS_INVALID_PARAMETER;
        }

        _entries.RemoveAt(index);
        machine.Resources.Released(ResourceKind.Registration, entry);
        machine.Pool.FreeForKernel(entry);
        return NTSTATUS.STATUS_SUCCESS;
    }

    /// <summary>The sequence of IoUnregisterPlugPlayNotificationEx.</summary>
    public IEnumerator<KernelAction> UnregisterAndWait(ulong entry)
    {
        var known = _entries.Find(e => e.Entry == entry);
        var status = Unregister(entry);
        if (known is { Running: > 0 })
        {
            var name = machine.Images.NameOf(known.Routine);
            yield return KernelAction.Block(WaitRequest.For($"the end of the calls of {name}, which is being unregistered", () => known.Running == 0));
        }

        machine.Scheduler.Current.Result = status.Value;
    }

    public void Reset() => _entries.Clear();
}

/// <summary>A registration.</summary>
/// <param name="entry">The pool block that is its entry.</param>
/// <param name="category">The category of its events.</param>
/// <param name="interfaceClass">The class of the interfaces; empty for other categories.</param>
/// <param name="file">The FILE_OBJECT of the device; 0 for other categories.</param>
/// <param name="routine">The routine that is called.</param>
/// <param name="context">The second argument of the routine.</param>
internal sealed class PnpNotification(
    ulong entry, IO_NOTIFICATION_EVENT_CATEGORY category, Guid interfaceClass, ulong file, ulong routine, ulong context)
{
    public ulong Entry { get; } = entry;

    public IO_NOTIFICATION_EVENT_CATEGORY Category { get; } = category;

    public Guid InterfaceClass { get; } = interfaceClass;

    public ulong File { get; } = file;

    public ulong Routine { get; } = routine;

    public ulong Context { get; } = context;

    /// <summary>Calls of it that have not returned.</summary>
    public int Running { get; set; }
}
