using Verifier.Binaries.Faults;
using Verifier.Binaries.Host;
using Verifier.Binaries.Playing;
using Verifier.Binaries.Switching;
using Verifier.Kernel;

namespace Verifier.Binaries.Checking;

/// <summary>
/// Runs a few instructions of which the outcome is known, to see that switches, faults and protections work on this host and with this
/// version of .NET before a driver depends on them.
/// </summary>
internal static class SelfTest
{
    private const uint Answer = 0x0BAD_CAFE;

    // mov eax,0BADCAFEh / ret
    private static readonly byte[] s_returns = [0xB8, 0xFE, 0xCA, 0xAD, 0x0B, 0xC3];

    // xor eax,eax / mov rax,[rax] / ret
    private static readonly byte[] s_touchesNull = [0x31, 0xC0, 0x48, 0x8B, 0x00, 0xC3];

    // mov eax,39 (getpid) / syscall / ret
    private static readonly byte[] s_callsSystem = [0xB8, 39, 0, 0, 0, 0x0F, 0x05, 0xC3];

    // mov rax,cr8 / ret
    private static readonly byte[] s_readsIrql = [0x44, 0x0F, 0x20, 0xC0, 0xC3];

    /// <summary>The first thing that does not work, in a sentence; null when all does.</summary>
    /// <exception cref="HostException">The host refuses a system call.</exception>
    public static string? Run()
    {
        using var machine = MachineAssembly.Build(SystemProfile.Find("windows-10-x64")!, isShared: true);
        var player = NativePlayer.Of(machine);
        if (player.Try(s_returns) is not (StayEnd.Returned, var result) || result != Answer)
        {
            return "This host does not run compiled code: a test routine did not return its value.";
        }

        if (player.Try(s_touchesNull).End != StayEnd.Signal || SignalInfo.Read() is not { IsPageFault: true, Address: 0 })
        {
            return "This host does not report faults of compiled code: a touch of address 0 was not seen.";
        }

        if (player.Try(s_readsIrql).End != StayEnd.Signal || SignalInfo.Read().Number != Libc.SignalSegmentation)
        {
            return "This host does not report privileged instructions: mov rax,cr8 was not seen.";
        }

        if (HostThread.Guard != SystemCallGuardKind.None
            && (player.Try(s_callsSystem).End != StayEnd.Signal || SignalInfo.Read().Number != Libc.SignalSystemCall))
        {
            return "This host says that it refuses system calls of compiled code, and lets one through.";
        }

        return ManagedFaultsWork() ? null : "A NullReferenceException of .NET is not caught any more behind the signal handlers for compiled code.";
    }

    private static bool ManagedFaultsWork()
    {
        string? none = null;
        try
        {
            return none!.Length < 0;
        }
        catch (NullReferenceException)
        {
            return true;
        }
    }
}
