namespace Verifier.Kernel;

/// <summary>How an event releases its waiters (facts/wdm-io.md §7).</summary>
public enum EVENT_TYPE : uint
{
    /// <summary>Stays signalled and releases all.</summary>
    NotificationEvent = 0,

    /// <summary>Releases one and resets itself.</summary>
    SynchronizationEvent = 1,
}

/// <summary>How a timer releases its waiters (facts/wdm-io.md §4, §7).</summary>
public enum TIMER_TYPE : uint
{
    /// <summary>Stays signalled and releases all.</summary>
    NotificationTimer = 0,

    /// <summary>Releases one and resets itself.</summary>
    SynchronizationTimer = 1,
}
