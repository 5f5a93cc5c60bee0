namespace Verifier.Kernel;

/// <summary>The categories of events that IoRegisterPlugPlayNotification registers for.</summary>
public enum IO_NOTIFICATION_EVENT_CATEGORY : uint
{
    /// <summary>Reserved.</summary>
    EventCategoryReserved = 0,

    /// <summary>Changes of the hardware profile.</summary>
    EventCategoryHardwareProfileChange = 1,

    /// <summary>Interfaces of a class that come and go.</summary>
    EventCategoryDeviceInterfaceChange = 2,

    /// <summary>The device behind a file object.</summary>
    EventCategoryTargetDeviceChange = 3,
}
