using Iced.Intel;
using Verifier.Binaries.Host;
using Verifier.Binaries.Memory;
using Verifier.Kernel;
using static Iced.Intel.AssemblerRegisters;

namespace Verifier.Binaries.Switching;

/// <summary>
/// Stands before .NET's signal handlers. A signal that came while compiled code ran is copied to the switch context, and <c>enter</c>
/// returns to C#; any other goes on to .NET. Which of the two it is, the interrupted rsp (or else rip) tells: no flag could be set and
/// cleared without a gap.
/// </summary>
internal static unsafe class SignalGate
{
    // Offsets of the x86-64 ABI of Linux: in siginfo_t, ucontext_t and the extended state of a signal frame ("asm/sigcontext.h").
    private const int InfoCode = 8, InfoAddress = 16;
    private const int ContextRegisters = 40, ContextExtended = 224;
    private const int ExtendedMagic = 464, ExtendedFeatures = 472, ExtendedSize = 480, LegacyBytes = 512;
    private const uint ExtendedMagicValue = 0x46505853;

    private const int DirectionTrapAndAlignmentFlags = 0x400 | 0x100 | 0x40000;
    private const int CodeBytes = 0x1000, TableBytes = 0x1000;

    private static readonly int[] s_faults =
        [Libc.SignalIllegal, Libc.SignalTrap, Libc.SignalFloatingPoint, Libc.SignalBus, Libc.SignalSegmentation];

    private static ulong s_handler;
    private static ulong* s_previous;

    /// <summary>The real-time signal by which the watchdog interrupts compiled code.</summary>
    public const int Watchdog = 40;

    /// <summary>Stands before the handlers from now on; once in a process.</summary>
    public static void Install(SwitchStubs stubs, ulong context)
    {
        if (s_handler != 0)
        {
            return;
        }

        var page = Libc.mmap(0, CodeBytes + TableBytes, Libc.ProtectRead | Libc.ProtectWrite, Libc.MapPrivate | Libc.MapAnonymous, -1, 0);
        if (page == Libc.MapFailed)
        {
            throw HostException.Refused("mmap");
        }

        s_previous = (ulong*)(page + CodeBytes);
        var code = Emit(page, stubs, context);
        code.CopyTo(new Span<byte>((void*)page, CodeBytes));
        if (Libc.mprotect(page, CodeBytes, Libc.ProtectRead | Libc.ProtectExecute) != 0)
        {
            throw HostException.Refused("mprotect to executable memory");
        }

        s_handler = page;
        foreach (var signal in s_faults)
        {
            StandBefore(signal);
        }

        InstallOwn(Libc.SignalSystemCall);
        InstallOwn(Watchdog);
    }

    // Flags and mask stay as .NET set them: its handlers count on them (SIGSEGV alone runs on the alternate stack).
    private static void StandBefore(int signal)
    {
        Libc.SignalAction action;
        if (Libc.sigaction(signal, null, &action) != 0)
        {
            throw HostException.Refused("sigaction");
        }

        s_previous[signal] = action.Handler;
        action.Handler = s_handler;
        action.Flags |= Libc.ActionSignalInfo;
        if (Libc.sigaction(signal, &action, null) != 0)
        {
            throw HostException.Refused("sigaction");
        }
    }

    private static void InstallOwn(int signal)
    {
        Libc.SignalAction action = default;
        action.Handler = s_handler;
        action.Flags = Libc.ActionSignalInfo | Libc.ActionOnStack | Libc.ActionRestart;
        if (Libc.sigaction(signal, &action, null) != 0)
        {
            throw HostException.Refused("sigaction");
        }
    }

    /// <summary>The handler: edi the signal, rsi its siginfo_t, rdx its ucontext_t.</summary>
    private static byte[] Emit(ulong page, SwitchStubs stubs, ulong context)
    {
        var code = new Assembler(64);
        var (inside, chain, ignore) = (code.CreateLabel(), code.CreateLabel(), code.CreateLabel());
        EmitDecision(code, inside, chain, ignore);

        code.Label(ref chain);
        code.mov(rax, (ulong)s_previous);
        code.mov(rax, __[rax + (rdi * 8)]);
        code.test(rax, rax);
        code.je(ignore);
        code.jmp(rax);
        code.Label(ref ignore);
        code.ret();

        code.Label(ref inside);
        EmitCapture(code, context);
        EmitReturnToHost(code, stubs);
        using var bytes = new MemoryStream();
        code.Assemble(new StreamCodeWriter(bytes), page);
        return bytes.ToArray();
    }

    /// <summary>
    /// Compiled code was interrupted if rsp or rip is in the region. The watchdog waits for its next turn when rip is in the stubs: a
    /// switch is under way.
    /// </summary>
    private static void EmitDecision(Assembler code, Label inside, Label chain, Label ignore)
    {
        var isFault = code.CreateLabel();
        code.mov(rcx, RegionLayout.VirtualBase);
        code.mov(r9, (ulong)HostRegion.Bytes);
        code.mov(r8, __[rdx + Register(SignalRegister.Rip)]);
        code.cmp(edi, Watchdog);
        code.jne(isFault);
        code.mov(rax, NativeLayout.Stubs.Address);
        code.mov(r10, r8);
        code.sub(r10, rax);
        code.cmp(r10, (int)NativeLayout.Stubs.Length);
        code.jb(ignore);
        code.Label(ref isFault);
        code.mov(rax, __[rdx + Register(SignalRegister.Rsp)]);
        code.sub(rax, rcx);
        code.cmp(rax, r9);
        code.jb(inside);
        code.sub(r8, rcx);
        code.cmp(r8, r9);
        code.jb(inside);
    }

    private static void EmitCapture(Assembler code, ulong context)
    {
        var (legacy, copy, done) = (code.CreateLabel(), code.CreateLabel(), code.CreateLabel());
        code.mov(r9, context);
        code.mov(r8, rdx);
        code.mov(__dword_ptr[r9 + SwitchContext.SignalAt], edi);
        code.mov(eax, __dword_ptr[rsi + InfoCode]);
        code.mov(__dword_ptr[r9 + SwitchContext.SignalCodeAt], eax);
        code.mov(rax, __[rsi + InfoAddress]);
        code.mov(__[r9 + SwitchContext.FaultAddressAt], rax);
        code.cld();
        code.lea(rsi, __[r8 + ContextRegisters]);
        code.lea(rdi, __[r9 + SwitchContext.RegistersAt]);
        code.mov(ecx, SwitchContext.SignalRegisters);
        code.rep.movsq();

        code.mov(rsi, __[r8 + ContextExtended]);
        code.test(rsi, rsi);
        code.je(done);
        code.cmp(__dword_ptr[rsi + ExtendedMagic], ExtendedMagicValue);
        code.jne(legacy);
        code.mov(rax, __[rsi + ExtendedFeatures]);
        code.mov(__[r9 + SwitchContext.ExtendedFeaturesAt], rax);
        code.mov(ecx, __dword_ptr[rsi + ExtendedSize]);
        code.cmp(ecx, SwitchContext.ExtendedStateBytes);
        code.jbe(copy);
        code.Label(ref legacy);
        const int x87AndSse = 3;
        code.mov(__qword_ptr[r9 + SwitchContext.ExtendedFeaturesAt], x87AndSse);
        code.mov(ecx, LegacyBytes + ExtendedHeaderBytes);
        code.Label(ref copy);
        code.mov(__dword_ptr[r9 + SwitchContext.ExtendedBytesAt], ecx);
        code.lea(rdi, __[r9 + SwitchContext.ExtendedStateAt]);
        code.rep.movsb();
        code.Label(ref done);
        code.nop();
    }

    private const int ExtendedHeaderBytes = 64;

    /// <summary>Changes the interrupted state, so that the return from the signal lands in the stub that leaves compiled code.</summary>
    private static void EmitReturnToHost(Assembler code, SwitchStubs stubs)
    {
        code.mov(rax, stubs.Faulted);
        code.mov(__[r8 + Register(SignalRegister.Rip)], rax);
        code.mov(rax, __[r9 + SwitchContext.HostStackAt]);
        code.mov(__[r8 + Register(SignalRegister.Rsp)], rax);
        code.and(__dword_ptr[r8 + Register(SignalRegister.Flags)], ~DirectionTrapAndAlignmentFlags);
        code.ret();
    }

    private static int Register(SignalRegister register) => ContextRegisters + (8 * (int)register);
}
