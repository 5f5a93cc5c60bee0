using System.Runtime.CompilerServices;
using Verifier.Binaries.Host;

namespace Verifier.Binaries.Switching;

/// <summary>
/// The switch between C# and compiled code: one in a process. It is used by one thread at a time, the one that has the machine's baton.
/// </summary>
internal static unsafe class Switch
{
    private static readonly SwitchContext* s_context = Allocate();

    /// <summary>The stubs.</summary>
    public static SwitchStubs Stubs { get; } = StubEmitter.Emit((ulong)s_context);

    /// <summary>The data that the next switch takes along, and that the last one brought.</summary>
    public static ref SwitchContext Context
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => ref *s_context;
    }

    /// <summary>Stands before .NET's signal handlers; once in a process, before the first entry.</summary>
    public static void Install() => SignalGate.Install(Stubs, (ulong)s_context);

    /// <summary>
    /// Goes on in compiled code with the call frame at <see cref="SwitchContext.DriverStack"/>. The call is no reverse P/Invoke and the
    /// thread does not count as running managed code meanwhile, so a collection never waits for the driver.
    /// </summary>
    public static StayEnd Enter() => (StayEnd)((delegate* unmanaged<int>)Stubs.Enter)();

    /// <summary>Goes on in compiled code with all registers from the context.</summary>
    public static StayEnd EnterFull() => (StayEnd)((delegate* unmanaged<int>)Stubs.EnterFull)();

    private static SwitchContext* Allocate()
    {
        const int protection = Libc.ProtectRead | Libc.ProtectWrite, flags = Libc.MapPrivate | Libc.MapAnonymous;
        var memory = Libc.mmap(0, SwitchContext.Bytes, protection, flags, -1, 0);
        return memory == Libc.MapFailed ? throw HostException.Refused("mmap") : (SwitchContext*)memory;
    }
}
