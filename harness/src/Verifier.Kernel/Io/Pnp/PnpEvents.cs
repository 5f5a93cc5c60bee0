namespace Verifier.Kernel;

/// <summary>
/// PnP events as the routines that are registered for them are told: at PASSIVE_LEVEL, with the notification structure of the event.
/// Each sequence's result is a status; how many routines were called is in <see cref="Called"/>.
/// </summary>
internal sealed class PnpEvents(Machine machine)
{
    private const int HeaderBytes = 0x14;
    private const int InterfaceBytes = 0x30;
    private const int TargetBytes = 0x20;
    private const ushort Version = 1;

    private static readonly PoolTag Tag = "PnpN";

    /// <summary>Number of routines that were told of the latest event.</summary>
    public int Called { get; private set; }

    /// <summary>The events: the GUID that the structure begins with, and who is told.</summary>
    public static PnpEventKind KindOf(PnpEvent one) => one switch
    {
        PnpEvent.ProfileQueryChange => new(1, IO_NOTIFICATION_EVENT_CATEGORY.EventCategoryHardwareProfileChange, IsQuery: true),
        PnpEvent.ProfileChangeCancelled => new(2, IO_NOTIFICATION_EVENT_CATEGORY.EventCategoryHardwareProfileChange),
        PnpEvent.ProfileChangeComplete => new(3, IO_NOTIFICATION_EVENT_CATEGORY.EventCategoryHardwareProfileChange),
        PnpEvent.InterfaceArrival => new(4, IO_NOTIFICATION_EVENT_CATEGORY.EventCategoryDeviceInterfaceChange),
        PnpEvent.InterfaceRemoval => new(5, IO_NOTIFICATION_EVENT_CATEGORY.EventCategoryDeviceInterfaceChange),
        PnpEvent.TargetQueryRemove => new(6, IO_NOTIFICATION_EVENT_CATEGORY.EventCategoryTargetDeviceChange, IsQuery: true),
        PnpEvent.TargetRemoveCancelled => new(7, IO_NOTIFICATION_EVENT_CATEGORY.EventCategoryTargetDeviceChange),
        _ => new(8, IO_NOTIFICATION_EVENT_CATEGORY.EventCategoryTargetDeviceChange),
    };

    /// <summary>The registrations for an event; the class matters for interfaces only.</summary>
    public IReadOnlyList<PnpNotification> Listeners(PnpEvent one, Guid interfaceClass)
    {
        var category = KindOf(one).Category;
        var isInterface = category == IO_NOTIFICATION_EVENT_CATEGORY.EventCategoryDeviceInterfaceChange;
        return [.. machine.Io.Notifications.Of(category).Where(n => !isInterface || n.InterfaceClass == interfaceClass)];
    }

    /// <summary>Something happens. A query ends at the first routine that refuses, with its status.</summary>
    public IEnumerator<KernelAction> Tell(PnpEvent one, Guid interfaceClass, string link)
    {
        Called = 0;
        var kind = KindOf(one);
        var result = NTSTATUS.STATUS_SUCCESS;
        foreach (var listener in Listeners(one, interfaceClass))
        {
            var notification = Describe(kind, listener, link);
            if (notification == 0)
            {
                machine.NoteShortage();
                result = NTSTATUS.STATUS_INSUFFICIENT_RESOURCES;
                break;
            }

            listener.Running++;
            yield return KernelAction.Invoke(RoutineKind.Notification, listener.Routine, notification, listener.Context);
            var status = new NTSTATUS((uint)machine.Scheduler.Current.Result);
            IrqlReturn.Verify(machine, listener.Routine, KIRQL.PASSIVE_LEVEL);
            listener.Running--;
            Called++;
            machine.Pool.FreeForKernel(notification);
            if (kind.IsQuery && status.IsError)
            {
                result = status;
                break;
            }
        }

        machine.Scheduler.Current.Result = result.Value;
    }

    public void Reset() => Called = 0;

    // HWPROFILE_CHANGE_NOTIFICATION is the header; DEVICE_INTERFACE_CHANGE_NOTIFICATION has class and link behind it,
    // TARGET_DEVICE_REMOVAL_NOTIFICATION the file object.
    private ulong Describe(PnpEventKind kind, PnpNotification listener, string link)
    {
        const ulong eventOffset = 4, classOffset = 0x14, linkOffset = 0x28, fileOffset = 0x18;
        var bytes = kind.Category switch
        {
            IO_NOTIFICATION_EVENT_CATEGORY.EventCategoryDeviceInterfaceChange => InterfaceBytes,
            IO_NOTIFICATION_EVENT_CATEGORY.EventCategoryTargetDeviceChange => TargetBytes,
            _ => HeaderBytes,
        };
        var block = machine.Pool.AllocateForKernel(
            POOL_TYPE.PagedPool, (ulong)(InterfaceBytes + UnicodeString.Bytes + (sizeof(char) * link.Length)), Tag);
        if (block == 0)
        {
            return 0;
        }

        machine.Memory.Fill(block, InterfaceBytes, 0);
        machine.Memory.Write(block, Version);
        machine.Memory.Write(block + sizeof(ushort), (ushort)bytes);
        machine.Memory.CopyTo(block + eventOffset, kind.Guid.ToByteArray());
        if (bytes == InterfaceBytes)
        {
            var name = block + InterfaceBytes;
            KernelText.Write(machine, name, name + UnicodeString.Bytes, link);
            machine.Memory.CopyTo(block + classOffset, listener.InterfaceClass.ToByteArray());
            machine.Memory.Write(block + linkOffset, name);
        }
        else if (bytes == TargetBytes)
        {
            machine.Memory.Write(block + fileOffset, listener.File);
        }

        return block;
    }
}

/// <summary>An event: its number among the GUIDs of the headers, who is told, and whether they may refuse.</summary>
internal readonly record struct PnpEventKind(int Number, IO_NOTIFICATION_EVENT_CATEGORY Category, bool IsQuery = false)
{
    private const uint FirstGuid = 0xCB3A_4000;

    /// <summary>GUID_HWPROFILE_QUERY_CHANGE and those that follow it.</summary>
    public Guid Guid => new(FirstGuid + (uint)Number, 0x46F0, 0x11D0, 0xB0, 0x8F, 0x00, 0x60, 0x97, 0x13, 0x05, 0x3F);
}

/// <summary>The events.</summary>
internal enum PnpEvent
{
    /// <summary>GUID_HWPROFILE_QUERY_CHANGE.</summary>
    ProfileQueryChange,

    /// <summary>GUID_HWPROFILE_CHANGE_CANCELLED.</summary>
    ProfileChangeCancelled,

    /// <summary>GUID_HWPROFILE_CHANGE_COMPLETE.</summary>
    ProfileChangeComplete,

    /// <summary>GUID_DEVICE_INTERFACE_ARRIVAL.</summary>
    InterfaceArrival,

    /// <summary>GUID_DEVICE_INTERFACE_REMOVAL.</summary>
    InterfaceRemoval,

    /// <summary>GUID_TARGET_DEVICE_QUERY_REMOVE.</summary>
    TargetQueryRemove,

    /// <summary>GUID_TARGET_DEVICE_REMOVE_CANCELLED.</summary>
    TargetRemoveCancelled,

    /// <summary>GUID_TARGET_DEVICE_REMOVE_COMPLETE.</summary>
    TargetRemoveComplete,
}
