using System.Globalization;
using System.Runtime.InteropServices;

namespace Verifier.Workers.Watching;

/// <summary>The clocks as Linux has them. A look at one is a system call of less than a microsecond, and exact: no ticks are counted.</summary>
internal sealed class ThreadClocks : IThreadClocks
{
    private const string Self = "/proc/thread-self";
    private const int ProcessClock = 2;
    private const int ThreadClock = 3;
    private const int NanosecondsDigits = 1_000_000_000;

    private ThreadClocks(int me) => Me = me;

    /// <summary>The thread that <see cref="Mine"/> is about, as the system counts.</summary>
    public int Me { get; }

    /// <inheritdoc/>
    public long Process => Read(ProcessClock) ?? throw new InvalidOperationException("The system does not say how long this process has run.");

    /// <inheritdoc/>
    public long Mine => Read(ThreadClock) ?? throw new InvalidOperationException("The system does not say how long this thread has run.");

    /// <summary>The clocks, to be asked by the calling thread only; null where the system has none.</summary>
    public static ThreadClocks? ForThisThread()
    {
        if (!OperatingSystem.IsLinux() || new FileInfo(Self).LinkTarget is not { } self)
        {
            return null;
        }

        var clocks = new ThreadClocks(int.Parse(Path.GetFileName(self), CultureInfo.InvariantCulture));
        return clocks.Of(clocks.Me) is null || Read(ProcessClock) is null || Read(ThreadClock) is null ? null : clocks;
    }

    // The number of a thread's clock: its id turned over, above three bits that say "of one thread" and "as scheduled".
    /// <inheritdoc/>
    public long? Of(int thread) => Read((~thread << 3) | 6);

    private static long? Read(int clock) => GetTime(clock, out var time) == 0 ? (time.Seconds * NanosecondsDigits) + time.Nanoseconds : null;

    [DllImport("libc", EntryPoint = "clock_gettime")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int GetTime(int clock, out Time time);

    [StructLayout(LayoutKind.Sequential)]
    private readonly struct Time
    {
        public readonly nint Seconds;
        public readonly nint Nanoseconds;
    }
}
