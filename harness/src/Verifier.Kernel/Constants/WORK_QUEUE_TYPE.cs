namespace Verifier.Kernel;

/// <summary>Queue of a work item (harness/docs/facts/io.md#work-items-and-threads).</summary>
public enum WORK_QUEUE_TYPE : uint
{
    /// <summary>For time-critical work.</summary>
    CriticalWorkQueue = 0,

    /// <summary>The queue for drivers.</summary>
    DelayedWorkQueue = 1,

    /// <summary>For the system.</summary>
    HyperCriticalWorkQueue = 2,
}
