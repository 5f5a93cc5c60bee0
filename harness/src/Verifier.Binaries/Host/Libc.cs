using System.Runtime.InteropServices;

namespace Verifier.Binaries.Host;

/// <summary>The system calls of Linux x64 that running compiled code takes. Numbers and layouts are those of the x86-64 ABI.</summary>
internal static unsafe partial class Libc
{
    public const int ProtectNone = 0, ProtectRead = 1, ProtectWrite = 2, ProtectExecute = 4;

    public const int MapShared = 0x1, MapPrivate = 0x2, MapFixed = 0x10, MapAnonymous = 0x20, MapNoReserve = 0x4000, MapFixedNoReplace = 0x100000;

    public const int SignalIllegal = 4, SignalTrap = 5, SignalBus = 7, SignalFloatingPoint = 8, SignalSegmentation = 11, SignalSystemCall = 31;

    public const int ActionSignalInfo = 4, ActionOnStack = 0x08000000, ActionRestart = 0x10000000, ActionRestorer = 0x04000000;

    public const ulong MapFailed = ulong.MaxValue;

    [LibraryImport("libc", SetLastError = true)]
    public static partial ulong mmap(ulong address, nuint length, int protection, int flags, int file, nint offset);

    // Called several hundred times a run and never blocks.
    [LibraryImport("libc", SetLastError = true)]
    [SuppressGCTransition]
    public static partial int mprotect(ulong address, nuint length, int protection);

    [LibraryImport("libc", SetLastError = true)]
    public static partial int munmap(ulong address, nuint length);

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int memfd_create(string name, uint flags);

    [LibraryImport("libc", SetLastError = true)]
    public static partial int ftruncate(int file, long length);

    [LibraryImport("libc", SetLastError = true)]
    public static partial int close(int file);

    [LibraryImport("libc", SetLastError = true)]
    public static partial int sigaction(int signal, SignalAction* action, SignalAction* old);

    [LibraryImport("libc", SetLastError = true)]
    public static partial int pthread_sigmask(int how, ulong* set, ulong* old);

    [LibraryImport("libc", SetLastError = true)]
    public static partial int sigaltstack(AlternateStack* stack, AlternateStack* old);

    [LibraryImport("libc", SetLastError = true)]
    public static partial long syscall(long number, long first, long second, long third, long fourth, long fifth);

    [LibraryImport("libc")]
    public static partial int getpid();

    [LibraryImport("libc")]
    public static partial int gettid();

    [LibraryImport("libc")]
    public static partial ulong getauxval(ulong type);

    [LibraryImport("libc")]
    public static partial int clock_gettime(int clock, TimeSpecification* time);

    /// <summary>Sends a signal to a thread of this process.</summary>
    public static void Interrupt(int thread, int signal)
    {
        const int tgkill = 234;
        _ = syscall(tgkill, getpid(), thread, signal, 0, 0);
    }

    /// <summary>struct timespec.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct TimeSpecification
    {
        public long Seconds;
        public long Nanoseconds;
    }

    /// <summary>struct sigaction of glibc.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct SignalAction
    {
        public ulong Handler;
        public fixed ulong Mask[16];
        public int Flags;
        private readonly int _padding;
        public ulong Restorer;
    }

    /// <summary>stack_t.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct AlternateStack
    {
        public nint Address;
        public int Flags;
        private readonly int _padding;
        public nuint Bytes;
    }
}
