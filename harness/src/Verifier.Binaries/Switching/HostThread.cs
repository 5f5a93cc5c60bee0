using Verifier.Binaries.Host;
using Verifier.Binaries.Memory;

namespace Verifier.Binaries.Switching;

/// <summary>Prepares a host thread before it runs compiled code for the first time.</summary>
internal static unsafe class HostThread
{
    // Numbers of the x86-64 ABI of Linux.
    private const int ArchPrctl = 158;
    private const int SetGs = 0x1001;
    private const int BlockSignals = 0;

    [ThreadStatic]
    private static int t_id;

    /// <summary>The running thread, as the host numbers it; it is prepared.</summary>
    public static int Id => t_id;

    /// <summary>The guard that keeps compiled code from the host's system calls; known after the first thread.</summary>
    public static SystemCallGuardKind Guard { get; private set; }

    /// <summary>Prepares the running thread, once.</summary>
    public static void Prepare()
    {
        if (t_id == 0)
        {
            Prepare(SystemCallGuard.Install);
        }
    }

    /// <summary>Prepares the running thread, which was not yet, with this guard.</summary>
    public static void Prepare(Func<SystemCallGuardKind> guard)
    {
        t_id = Libc.gettid();
        if (Libc.syscall(ArchPrctl, SetGs, (long)NativeLayout.ProcessorControl.Address, 0, 0, 0) != 0)
        {
            throw HostException.Refused("arch_prctl");
        }

        BlockAsynchronousSignals();
        Guard = guard();
    }

    /// <summary>
    /// Executes work that runs compiled code on a thread of its own, and waits for it: signals stay blocked on such a thread, and a process
    /// that it started would inherit that.
    /// </summary>
    public static T RunApart<T>(Func<T> work)
    {
        var done = new TaskCompletionSource<T>();
        var thread = new Thread(() =>
        {
            try
            {
                done.SetResult(work());
            }
            catch (Exception e)
            {
                done.SetException(e);
            }
        });
        thread.Start();
        thread.Join();
        return done.Task.GetAwaiter().GetResult();
    }

    // Their frames would be put on the driver's stack, where the host's bytes could be read: other threads take them.
    private static void BlockAsynchronousSignals()
    {
        const int hangup = 1, interrupt = 2, quit = 3, user1 = 10, user2 = 12, pipe = 13, alarm = 14, terminate = 15, child = 17, resume = 18;
        const int stopTty = 20, inputTty = 21, outputTty = 22, window = 28;
        var set = stackalloc ulong[16];
        foreach (var signal in (ReadOnlySpan<int>)
            [hangup, interrupt, quit, user1, user2, pipe, alarm, terminate, child, resume, stopTty, inputTty, outputTty, window])
        {
            set[0] |= 1UL << (signal - 1);
        }

        if (Libc.pthread_sigmask(BlockSignals, set, null) != 0)
        {
            throw HostException.Refused("pthread_sigmask");
        }
    }
}
