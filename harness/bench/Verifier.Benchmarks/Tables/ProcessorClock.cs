using System.Runtime.InteropServices;
using Perfolizer.Horology;

namespace Verifier.Benchmarks.Tables;

/// <summary>
/// The processor time of the measuring thread, where the system tells it (Linux): what other programs take from the machine meanwhile does
/// not count. Elsewhere wall time.
/// </summary>
internal sealed partial class ProcessorClock : IClock
{
    private const int ThreadProcessorTime = 3;
    private const long NanosecondsPerSecond = 1_000_000_000;

    private readonly IClock _wall = Chronometer.BestClock;

    public string Title => OperatingSystem.IsLinux() ? "processor time of the measuring thread" : "wall time";

    public bool IsAvailable => true;

    public Frequency Frequency => OperatingSystem.IsLinux() ? new Frequency(NanosecondsPerSecond) : _wall.Frequency;

    public long GetTimestamp()
    {
        if (!OperatingSystem.IsLinux())
        {
            return _wall.GetTimestamp();
        }

        return GetTime(ThreadProcessorTime, out var time) == 0
            ? (time.Seconds * NanosecondsPerSecond) + time.Nanoseconds
            : throw new InvalidOperationException("The system does not tell a thread's processor time.");
    }

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    private static partial int GetTime(int clock, out Time time);

    private struct Time
    {
        public long Seconds;
        public long Nanoseconds;
    }
}
