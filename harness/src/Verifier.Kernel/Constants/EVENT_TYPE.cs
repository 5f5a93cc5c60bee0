namespace Verifier.Kernel;

/// <summary>The way in which an event releases its waiters (harness/docs/facts/io.md#constants).</summary>
public enum EVENT_TYPE : uint
{
    /// <summary>Stays signalled and releases all.</summary>
    NotificationEvent = 0,

    /// <summary>Releases one and resets itself.</summary>
    SynchronizationEvent = 1,
}

/// <summary>The way in which a timer releases its waiters (harness/docs/facts/io.md#dpcs-and-timers, #constants).</summary>
public enum TIMER_TYPE : uint
{
    /// <summary>Stays signalled and releases all.</summary>
    NotificationTimer = 0,

    /// <summary>Releases one and resets itself.</summary>
    SynchronizationTimer = 1,
}
