using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using Verifier.Kernel;

namespace Verifier.HostileModels;

/// <summary>Does everything right: what the others are compared with.</summary>
public sealed class TameGuest : GuestDriver
{
    /// <inheritdoc/>
    public override string Name => "guest-tame";
}

/// <summary>Overflows its stack.</summary>
public sealed class StackGuest : GuestDriver
{
    /// <inheritdoc/>
    public override string Name => "guest-stack";

    /// <inheritdoc/>
    protected override void Misbehave() => Deeper(0);

    private static long Deeper(long depth) => Deeper(depth + 1) + 1;
}

/// <summary>Calls Environment.FailFast.</summary>
public sealed class FailFastGuest : GuestDriver
{
    /// <inheritdoc/>
    public override string Name => "guest-fail-fast";

    /// <inheritdoc/>
    protected override void Misbehave() => Environment.FailFast("the guest leaves");
}

/// <summary>Calls Environment.Exit.</summary>
public sealed class ExitGuest : GuestDriver
{
    /// <inheritdoc/>
    public override string Name => "guest-exit";

    /// <inheritdoc/>
    protected override void Misbehave() => Environment.Exit(7);
}

/// <summary>Never comes back.</summary>
public sealed class SpinningGuest : GuestDriver
{
    /// <inheritdoc/>
    public override string Name => "guest-spin";

    /// <inheritdoc/>
    [SuppressMessage("Blocker Bug", "S2190", Justification = "never coming back is what it is for")]
    protected override void Misbehave()
    {
        while (true)
        {
        }
    }
}

/// <summary>Blocks for ever on a lock of the host: it uses no processor, and nothing will wake it.</summary>
public sealed class BlockingGuest : GuestDriver
{
    /// <inheritdoc/>
    public override string Name => "guest-block";

    /// <inheritdoc/>
    protected override void Misbehave()
    {
        using var never = new ManualResetEventSlim();
        never.Wait();
    }
}

/// <summary>Sleeps for ever.</summary>
public sealed class SleepingGuest : GuestDriver
{
    /// <inheritdoc/>
    public override string Name => "guest-sleep";

    /// <inheritdoc/>
    protected override void Misbehave() => Thread.Sleep(Timeout.Infinite);
}

/// <summary>Computes for a while, and comes back: it is slow, and does nothing wrong.</summary>
public sealed class SlowGuest : GuestDriver
{
    /// <summary>How many rounds it computes: about a second of processor time.</summary>
    private const int Rounds = 300_000_000;

    /// <inheritdoc/>
    public override string Name => "guest-slow";

    /// <inheritdoc/>
    protected override void Misbehave()
    {
        var sum = 1u;
        for (var i = 0; i < Rounds; i++)
        {
            sum = (sum * 31) + (uint)i;
        }

        GC.KeepAlive(sum);
    }
}

/// <summary>Ends its process as if all were well, whatever fails.</summary>
public sealed class LeavingGuest : GuestDriver
{
    /// <inheritdoc/>
    public override string Name => "guest-leave";

    /// <inheritdoc/>
    protected override void Enter() => Environment.Exit(0);
}

/// <summary>Throws dice: no two runs of it are the same.</summary>
public sealed class DiceGuest : GuestDriver
{
    /// <inheritdoc/>
    public override string Name => "guest-dice";

    /// <inheritdoc/>
    protected override void Enter()
    {
        var block = ExAllocatePoolWithTag(POOL_TYPE.NonPagedPool, (ulong)Guid.NewGuid().GetHashCode() & 0xFFF, "Dice");
        ExFreePoolWithTag(block, "Dice");
    }
}

/// <summary>Throws dice only when its third block cannot be had.</summary>
public sealed class LateDiceGuest : GuestDriver
{
    /// <inheritdoc/>
    public override string Name => "guest-late-dice";

    /// <inheritdoc/>
    protected override void Misbehave()
    {
        var block = ExAllocatePoolWithTag(POOL_TYPE.NonPagedPool, (ulong)Guid.NewGuid().GetHashCode() & 0xFFF, "Dice");
        ExFreePoolWithTag(block, "Dice");
    }
}

/// <summary>Is made as an environment variable says: it ends the process, never comes back, throws, or does nothing.</summary>
public sealed class MakingGuest : GuestDriver
{
    /// <summary>The variable.</summary>
    public const string Variable = "VERIFIER_HOSTILE_CONSTRUCTOR";

    /// <summary>Makes one.</summary>
    [SuppressMessage("Blocker Bug", "S2190", Justification = "never coming back is what it is for")]
    public MakingGuest()
    {
        switch (Environment.GetEnvironmentVariable(Variable))
        {
            case "exit":
                Environment.Exit(0);
                break;
            case "spin":
                while (true)
                {
                }

            case "throw":
                throw new InvalidOperationException("no");
            default:
                break;
        }
    }

    /// <inheritdoc/>
    public override string Name => "guest-making";
}

/// <summary>Allocates without end.</summary>
public sealed class HungryGuest : GuestDriver
{
    private readonly List<byte[]> _all = [];

    /// <inheritdoc/>
    public override string Name => "guest-hungry";

    /// <inheritdoc/>
    protected override void Misbehave()
    {
        while (true)
        {
            _all.Add(new byte[1 << 20]);
        }
    }
}

/// <summary>Does no harm, but has the simulation and the runtime use all threads that they have: three simulated ones, the finalizer.</summary>
public sealed class BusyGuest : GuestDriver
{
    private const int Threads = 3;
    private const long Moment = -10_000;

    /// <inheritdoc/>
    public override string Name => "guest-busy";

    /// <inheritdoc/>
    protected override void Enter()
    {
        for (var i = 0; i < Threads; i++)
        {
            if (PsCreateSystemThread(out var handle, 0, Pointer.Null, 0, Pointer.Null, _ => Wait(Moment), Pointer.Null) == NTSTATUS.STATUS_SUCCESS)
            {
                ZwClose(handle);
            }

            // It has a finalizer.
            _ = new WeakReference(new byte[1 << 16]);
        }

        // They have ended then.
        Wait(2 * Moment);
    }

    private void Wait(long time) => KeDelayExecutionThread(KPROCESSOR_MODE.KernelMode, false, time);
}

/// <summary>Leaves a thread behind.</summary>
public sealed class ThreadGuest : GuestDriver
{
    /// <inheritdoc/>
    public override string Name => "guest-thread";

    /// <inheritdoc/>
    protected override void Misbehave() => new Thread(() => Thread.Sleep(Timeout.Infinite)) { IsBackground = true }.Start();
}

/// <summary>Starts a thread and waits for its end: there is nothing left to be seen.</summary>
public sealed class BriefThreadGuest : GuestDriver
{
    /// <inheritdoc/>
    public override string Name => "guest-brief-thread";

    /// <inheritdoc/>
    protected override void Misbehave()
    {
        var brief = new Thread(() => { });
        brief.Start();
        brief.Join();
    }
}

/// <summary>As <see cref="BriefThreadGuest"/>, with a thread that takes nothing over from who started it.</summary>
public sealed class UnsafeThreadGuest : GuestDriver
{
    /// <inheritdoc/>
    public override string Name => "guest-unsafe-thread";

    /// <inheritdoc/>
    protected override void Misbehave()
    {
        var brief = new Thread(() => { });
        brief.UnsafeStart();
        brief.Join();
    }
}

/// <summary>As <see cref="BriefThreadGuest"/>, while nothing is handed over to what it starts.</summary>
public sealed class FlowlessThreadGuest : GuestDriver
{
    /// <inheritdoc/>
    public override string Name => "guest-flowless-thread";

    /// <inheritdoc/>
    protected override void Misbehave()
    {
        using var suppressed = ExecutionContext.SuppressFlow();
        var brief = new Thread(() => { });
        brief.Start();
        brief.Join();
    }
}

/// <summary>As <see cref="BriefThreadGuest"/>, with a thread of the system that never runs a line of .NET. For Linux.</summary>
public sealed class NativeThreadGuest : GuestDriver
{
    private const string Library = "libc.so.6";
    private const int Microseconds = 100;

    /// <inheritdoc/>
    public override string Name => "guest-native-thread";

    /// <inheritdoc/>
    protected override void Misbehave()
    {
        var sleep = NativeLibrary.GetExport(NativeLibrary.Load(Library), "usleep");
        if (CreateThread(out var brief, 0, sleep, Microseconds) != 0 || JoinThread(brief, 0) != 0)
        {
            throw new InvalidOperationException("The system starts no thread.");
        }
    }

    [DllImport(Library, EntryPoint = "pthread_create")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int CreateThread(out nint thread, nint attributes, nint routine, nint argument);

    [DllImport(Library, EntryPoint = "pthread_join")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int JoinThread(nint thread, nint result);
}

/// <summary>Queues work to the thread pool.</summary>
public sealed class TaskGuest : GuestDriver
{
    /// <inheritdoc/>
    public override string Name => "guest-task";

    /// <inheritdoc/>
    protected override void Misbehave() => Task.Run(() => Thread.Sleep(1));
}

/// <summary>Sets a timer of the runtime.</summary>
public sealed class TimerGuest : GuestDriver
{
    private static Timer? s_timer;

    /// <inheritdoc/>
    public override string Name => "guest-timer";

    /// <inheritdoc/>
    protected override void Misbehave() => s_timer = new Timer(_ => { }, null, TimeSpan.FromHours(1), Timeout.InfiniteTimeSpan);
}

/// <summary>Prints by every means and reads what is not there, which is rude but does no harm in a worker.</summary>
public sealed class PrintingGuest : GuestDriver
{
    /// <inheritdoc/>
    public override string Name => "guest-print";

    /// <inheritdoc/>
    protected override void Enter()
    {
        Console.Write("garbage \0\u0001 from a model");
        using var direct = Console.OpenStandardOutput();
        direct.Write([1, 2, 3, 4, 5, 6, 7, 8, 9]);
    }

    /// <inheritdoc/>
    protected override void Misbehave()
    {
        Console.Error.WriteLine("more garbage");
        using var direct = Console.OpenStandardInput();
        if (direct.ReadByte() >= 0 || Console.ReadLine() is not null)
        {
            throw new InvalidOperationException("There is something on standard input.");
        }
    }
}

/// <summary>Overflows its stack although nothing fails.</summary>
public sealed class RudeGuest : GuestDriver
{
    /// <inheritdoc/>
    public override string Name => "guest-rude";

    /// <inheritdoc/>
    protected override void Enter() => Deeper(0);

    private static long Deeper(long depth) => Deeper(depth + 1) + 1;
}

/// <summary>Ends its process whatever fails.</summary>
public sealed class KillingGuest : GuestDriver
{
    private static int s_loads;

    /// <inheritdoc/>
    public override string Name => "guest-kill";

    // The golden run is the first load in each worker; so every case is lost, and nothing else.
    /// <inheritdoc/>
    protected override void Enter()
    {
        if (Interlocked.Increment(ref s_loads) > 1)
        {
            Environment.Exit(9);
        }
    }
}
