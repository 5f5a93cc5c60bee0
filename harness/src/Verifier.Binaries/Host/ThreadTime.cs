namespace Verifier.Binaries.Host;

/// <summary>The processor time of a thread of this process.</summary>
internal static unsafe class ThreadTime
{
    // A thread's clock by its id ("clock_getcpuclockid(3)", as the kernel numbers them).
    private const int PerThread = 4, Scheduled = 2;

    /// <summary>Processor time so far; null when the thread is gone.</summary>
    public static TimeSpan? Of(int thread)
    {
        Libc.TimeSpecification time;
        return Libc.clock_gettime((~thread << 3) | PerThread | Scheduled, &time) == 0
            ? TimeSpan.FromSeconds(time.Seconds) + TimeSpan.FromMicroseconds(time.Nanoseconds / 1000)
            : null;
    }
}
