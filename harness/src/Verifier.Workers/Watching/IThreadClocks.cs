namespace Verifier.Workers.Watching;

/// <summary>The processor time, in nanoseconds, that the operating system accounts to this process and to each of its threads.</summary>
internal interface IThreadClocks
{
    /// <summary>The time of all threads, also of those that have ended.</summary>
    long Process { get; }

    /// <summary>The time of the calling thread.</summary>
    long Mine { get; }

    /// <summary>The time of one thread; null if it has ended.</summary>
    /// <param name="thread">Its id, as the system counts.</param>
    long? Of(int thread);
}
