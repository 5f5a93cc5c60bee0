using Verifier.Binaries.Host;
using Verifier.Binaries.Memory;
using Verifier.Kernel;

namespace Verifier.Binaries.Switching;

/// <summary>What a host thread needs before it runs compiled code for the first time.</summary>
internal static unsafe class HostThread
{
    // Numbers of the x86-64 ABI of Linux.
    private const int ArchPrctl = 158, Prctl = 157;
    private const int SetGs = 0x1001;
    private const int SyscallUserDispatch = 59, DispatchOn = 1;
    private const int BlockSignals = 0;
    private const ulong AddressSpaceEnd = 0x7FFF_FFFF_FFFF;

    // Constantly "block" (1): every system call from below the end of the region is a SIGSYS.
    private static readonly byte* s_selector = MakeSelector();

    [ThreadStatic]
    private static int t_id;

    /// <summary>The running thread, as the host numbers it; it is prepared.</summary>
    public static int Id => t_id;

    /// <summary>True when the host refuses system calls of compiled code (<c>PR_SET_SYSCALL_USER_DISPATCH</c>); known after the first thread.</summary>
    public static bool RefusesSystemCalls { get; private set; }

    /// <summary>Prepares the running thread, once.</summary>
    public static void Prepare()
    {
        if (t_id != 0)
        {
            return;
        }

        t_id = Libc.gettid();
        if (Libc.syscall(ArchPrctl, SetGs, (long)NativeLayout.ProcessorControl.Address, 0, 0, 0) != 0)
        {
            throw HostException.Refused("arch_prctl");
        }

        BlockAsynchronousSignals();
        var allowed = RegionLayout.VirtualBase + (ulong)HostRegion.Bytes;
        RefusesSystemCalls = Libc.syscall(
            Prctl, SyscallUserDispatch, DispatchOn, (long)allowed, (long)(AddressSpaceEnd - allowed), (long)s_selector) == 0;
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

    private static byte* MakeSelector()
    {
        var selector = (byte*)System.Runtime.InteropServices.NativeMemory.Alloc(1);
        *selector = 1;
        return selector;
    }
}
