using Verifier.Binaries.Host;

namespace Verifier.Binaries.Switching;

/// <summary>
/// Interrupts compiled code that runs on and on without calling the kernel. It measures the processor time of the thread, not time by the
/// clock: on a busy host an innocent driver only takes longer. One thread in a process; it sleeps between two looks.
/// </summary>
internal static class Watchdog
{
    /// <summary>Processor time that one stay in compiled code may take.</summary>
    public static readonly TimeSpan Allowance = TimeSpan.FromSeconds(3);

    private static readonly TimeSpan s_interval = TimeSpan.FromMilliseconds(100);

    // Written by the thread that plays, read by the watchdog.
    private static long s_stay;
    private static int s_thread;

    // Written by the watchdog, read by the thread that plays.
    private static long s_interrupted;
    private static bool s_isStarted;

    /// <summary>A stay begins on the running thread.</summary>
    public static void Begin(int hostThread)
    {
        if (!s_isStarted)
        {
            Start();
        }

        s_thread = hostThread;
        Volatile.Write(ref s_stay, s_stay + 1);
    }

    /// <summary>It has ended.</summary>
    public static void End() => Volatile.Write(ref s_thread, 0);

    /// <summary>True if the watchdog interrupted the stay that has just ended, rather than one before it.</summary>
    public static bool HasInterrupted => Volatile.Read(ref s_interrupted) == s_stay;

    private static void Start()
    {
        s_isStarted = true;
        // Without the execution context of the thread that starts it: it must not count as a thread of the driver.
        new Thread(Watch) { IsBackground = true, Name = "watchdog of compiled code" }.UnsafeStart();
    }

    private static void Watch()
    {
        var (stay, since) = (0L, TimeSpan.Zero);
        while (true)
        {
            Thread.Sleep(s_interval);
            var (now, thread) = (Volatile.Read(ref s_stay), Volatile.Read(ref s_thread));
            if (thread == 0 || ThreadTime.Of(thread) is not { } used)
            {
                continue;
            }

            if (now != stay)
            {
                (stay, since) = (now, used);
            }
            else if (used - since > Allowance)
            {
                // It goes on until it hits: while a switch is under way the signal does nothing.
                Volatile.Write(ref s_interrupted, stay);
                Libc.Interrupt(thread, SignalGate.Watchdog);
            }
        }
    }
}
