using System.Runtime.InteropServices;
using Verifier.Binaries.Host;
using Verifier.Kernel;

namespace Verifier.Binaries.Switching;

/// <summary>
/// Makes the host turn a system call from inside the region into a SIGSYS, on the running thread. The address decides and nothing is ever
/// switched: a selector that the stubs would flip breaks the signal handlers of .NET. ("Syscall User Dispatch" and "Seccomp BPF" of the
/// Linux kernel's documentation.)
/// </summary>
internal static unsafe class SystemCallGuard
{
    private const int Prctl = 157;
    private const ulong AddressSpaceEnd = 0x7FFF_FFFF_FFFF;

    // Constantly "block" (1): every system call from below the end of the region is a SIGSYS.
    private static readonly byte* s_selector = MakeSelector();

    private static ulong RegionEnd => RegionLayout.VirtualBase + (ulong)HostRegion.Bytes;

    /// <summary>Takes the first way that the host has; which it was.</summary>
    public static SystemCallGuardKind Install() =>
        TryDispatch() ? SystemCallGuardKind.Dispatch : TryFilter() ? SystemCallGuardKind.Filter : SystemCallGuardKind.None;

    /// <summary>PR_SET_SYSCALL_USER_DISPATCH, with all that lies above the region allowed.</summary>
    public static bool TryDispatch()
    {
        const int setDispatch = 59, on = 1;
        return Libc.syscall(Prctl, setDispatch, on, (long)RegionEnd, (long)(AddressSpaceEnd - RegionEnd), (long)s_selector) == 0;
    }

    /// <summary>A seccomp filter that traps on instruction pointers in the region. It stays until the thread ends.</summary>
    public static bool TryFilter()
    {
        const int setNoNewPrivileges = 38, setSeccomp = 22, modeFilter = 2;
        var steps = Steps();
        fixed (FilterStep* first = steps)
        {
            var program = new FilterProgram { Count = (ushort)steps.Length, Steps = first };
            return Libc.syscall(Prctl, setNoNewPrivileges, 1, 0, 0, 0) == 0
                && Libc.syscall(Prctl, setSeccomp, modeFilter, (long)&program, 0, 0) == 0;
        }
    }

    // The region lies in one piece of 4 GiB, so that the upper half of the instruction pointer is compared once.
    private static FilterStep[] Steps()
    {
        const ushort load = 0x20, jumpIfEqual = 0x15, jumpIfNotBelow = 0x35, answer = 0x06;
        const uint pointerLow = 8, pointerHigh = 12, trap = 0x0003_0000, allow = 0x7FFF_0000;
        var (start, end) = (RegionLayout.VirtualBase, RegionEnd - 1);
        return
        [
            new(load, pointerHigh),
            new(jumpIfEqual, (uint)(start >> 32), ifTrue: 0, ifFalse: 4),
            new(load, pointerLow),
            new(jumpIfNotBelow, (uint)start, ifTrue: 0, ifFalse: 2),
            new(jumpIfNotBelow, (uint)end, ifTrue: 1, ifFalse: 0),
            new(answer, trap),
            new(answer, allow),
        ];
    }

    private static byte* MakeSelector()
    {
        var selector = (byte*)NativeMemory.Alloc(1);
        *selector = 1;
        return selector;
    }

    /// <summary>struct sock_filter.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private readonly struct FilterStep(ushort code, uint value, byte ifTrue = 0, byte ifFalse = 0)
    {
        private readonly ushort _code = code;
        private readonly byte _ifTrue = ifTrue, _ifFalse = ifFalse;
        private readonly uint _value = value;
    }

    /// <summary>struct sock_fprog.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct FilterProgram
    {
        public ushort Count;
        public FilterStep* Steps;
    }
}
