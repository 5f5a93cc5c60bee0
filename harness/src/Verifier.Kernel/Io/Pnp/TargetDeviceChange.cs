namespace Verifier.Kernel;

/// <summary>A TARGET_DEVICE_CUSTOM_NOTIFICATION that a driver reports.</summary>
internal static class TargetDeviceChange
{
    private const int EventOffset = 4;
    private const int FileObjectOffset = 0x18;
    private const int GuidBytes = 16;

    // GUID_TARGET_DEVICE_QUERY_REMOVE, _REMOVE_CANCELLED, _REMOVE_COMPLETE.
    private static readonly Guid[] OfSystem =
    [
        new("cb3a4006-46f0-11d0-b08f-00609713053f"), new("cb3a4007-46f0-11d0-b08f-00609713053f"), new("cb3a4008-46f0-11d0-b08f-00609713053f"),
    ];

    /// <summary>STATUS_INVALID_DEVICE_REQUEST for an event of the system's or a device that no bus reported.</summary>
    public static NTSTATUS Check(Machine machine, ulong pdo, Pointer notification)
    {
        var bytes = new byte[GuidBytes];
        machine.Memory.CopyFrom(notification + EventOffset, bytes);
        if (!notification.ReadPointer(FileObjectOffset).IsNull)
        {
            machine.Note(new RuleBreach(
                "file object of a custom notification",
                $"{machine.CurrentDdi!.Name} was given a notification whose FileObject is not NULL; the PnP manager fills it in."));
        }

        return OfSystem.Contains(new Guid(bytes)) || machine.Io.Pnp.FindByPdo(pdo) is null
            ? NTSTATUS.STATUS_INVALID_DEVICE_REQUEST
            : NTSTATUS.STATUS_SUCCESS;
    }

    /// <summary>All have been notified: the driver's routine hears of it.</summary>
    public static IEnumerator<KernelAction> Call(ulong routine, ulong context)
    {
        yield return KernelAction.Invoke(RoutineKind.Callback, routine, context);
    }
}
