namespace Verifier.Workers.Watching;

/// <summary>The processor time, in nanoseconds, that the operating system accounts to this process and to each of its threads.</summary>
internal interface IThreadClocks
{
    /// <summary>Of all threads, also of those that have ended.</summary>
    long Process { get; }

    /// <summary>Of the thread that asks.</summary>
    long Mine { get; }

    /// <summary>Of one thread; null when it has ended.</summary>
    /// <param name="thread">Its id, as the system counts.</param>
    long? Of(int thread);
}
