using Iced.Intel;
using Verifier.Binaries.Images.Inspecting;
using Verifier.Binaries.Memory;
using static Iced.Intel.AssemblerRegisters;

namespace Verifier.Binaries.Switching;

/// <summary>
/// Emits the code that switches between C# and compiled code. C# calls <c>enter</c> as an unmanaged function of the System V convention
/// without arguments; it returns when the driver calls the kernel, returns, or faults. No stack frame of the host is left behind meanwhile
/// but this one, so C# may throw, unwind and enter again deeper on the driver's stack.
/// </summary>
internal sealed class StubEmitter
{
    // Volatile registers hold a constant at each entry: a driver that reads one before it writes it does the same in every run
    // (ARCHITECTURE.md D4).
    private const ulong Volatile = 0xFEED_FACE_CAFE_0001;

    // The processor features whose state signals save and enterFull loads: x87, SSE, AVX and, where there are any, AVX-512 and more.
    private readonly Assembler _code = new(64);
    private readonly ulong _context;
    private readonly Dictionary<string, Label> _leaves = [];

    private StubEmitter(ulong context) => _context = context;

    /// <summary>Emits the stubs for a switch context at an address of the host.</summary>
    public static SwitchStubs Emit(ulong context) => new StubEmitter(context).Emit();

    private SwitchStubs Emit()
    {
        var (enter, full, start, returned, faulted, kernel) = (Label(), Label(), Label(), Label(), Label(), Label());
        // First the two whose addresses drivers find on their stacks: what a driver prints of its stack stays when another stub changes its
        // length.
        EmitStart(ref start);
        EmitExits(ref returned, ref faulted);
        EmitEnter(ref enter);
        EmitEnterFull(ref full);
        EmitKernelCall(ref kernel);
        EmitMove(LeafNames.Move);
        EmitFill(LeafNames.Fill);
        EmitLength(LeafNames.Length);
        EmitCompare(LeafNames.Compare);
        EmitStackProbe(LeafNames.StackProbe);

        using var bytes = new MemoryStream();
        var result = _code.Assemble(new StreamCodeWriter(bytes), NativeLayout.Stubs.Address, BlockEncoderOptions.ReturnNewInstructionOffsets);
        if (bytes.Length > NativeLayout.Stubs.Length)
        {
            throw new InvalidOperationException("The switching stubs are larger than the room for them.");
        }

        return new SwitchStubs(
            bytes.ToArray(),
            result.GetLabelRIP(enter),
            result.GetLabelRIP(full),
            result.GetLabelRIP(start),
            result.GetLabelRIP(returned),
            result.GetLabelRIP(faulted),
            result.GetLabelRIP(kernel),
            _leaves.ToDictionary(l => l.Key, l => result.GetLabelRIP(l.Value), StringComparer.Ordinal));
    }

    private Label Label() => _code.CreateLabel();

    private void EmitSaveHost()
    {
        _code.push(rbx);
        _code.push(rbp);
        _code.push(r12);
        _code.push(r13);
        _code.push(r14);
        _code.push(r15);
        _code.mov(r10, _context);
        _code.mov(__[r10 + SwitchContext.HostStackAt], rsp);
        _code.stmxcsr(__dword_ptr[r10 + SwitchContext.HostMxcsrAt]);
    }

    /// <summary>Loads what the call frame on the driver's stack holds, and returns there.</summary>
    private void EmitEnter(ref Label enter)
    {
        _code.Label(ref enter);
        EmitSaveHost();
        _code.mov(rax, __[r10 + SwitchContext.ResultAt]);
        _code.mov(rsp, __[r10 + SwitchContext.DriverStackAt]);
        EmitMxcsr(__dword_ptr[rsp + CallFrame.MxcsrAt], __dword_ptr[r10 + SwitchContext.HostMxcsrAt]);
        _code.mov(rcx, Volatile);
        foreach (var register in new[] { rdx, r8, r9, r10, r11 })
        {
            _code.mov(register, rcx);
        }

        foreach (var register in new[] { xmm0, xmm1, xmm2, xmm3, xmm4, xmm5 })
        {
            _code.xorps(register, register);
        }

        for (var i = 0; i < s_preservedVectors.Length; i++)
        {
            _code.movaps(s_preservedVectors[i], __xmmword_ptr[rsp + (16 * i)]);
        }

        _code.add(rsp, CallFrame.VectorBytes);
        foreach (var register in s_preserved.Reverse())
        {
            _code.pop(register);
        }

        // A jump, not a return: the processor would predict a return to C#, whose call of enter is the last one it saw.
        _code.add(rsp, sizeof(ulong));
        _code.jmp(__qword_ptr[rsp - sizeof(ulong)]);
    }

    // Loading MXCSR waits for the instructions before it, and the driver's is seldom another than the host's. Changes ecx.
    private void EmitMxcsr(AssemblerMemoryOperand wanted, AssemblerMemoryOperand present)
    {
        var isSame = Label();
        _code.mov(ecx, wanted);
        _code.cmp(ecx, present);
        _code.je(isSame);
        _code.ldmxcsr(wanted);
        _code.Label(ref isSame);
    }

    /// <summary>Loads every register from the context: after a fault, an emulated instruction or an unwind.</summary>
    private void EmitEnterFull(ref Label full)
    {
        _code.Label(ref full);
        EmitSaveHost();
        _code.mov(eax, __dword_ptr[r10 + SwitchContext.ExtendedFeaturesAt]);
        _code.mov(edx, __dword_ptr[r10 + SwitchContext.ExtendedFeaturesAt + 4]);
        _code.xrstor64(__[r10 + SwitchContext.ExtendedStateAt]);
        _code.mov(rsp, __[r10 + At(SignalRegister.Rsp)]);
        _code.push(__qword_ptr[r10 + At(SignalRegister.Rip)]);
        _code.push(__qword_ptr[r10 + At(SignalRegister.Flags)]);
        foreach (var (register, at) in s_signalRegisters)
        {
            _code.mov(register, __[r10 + At(at)]);
        }

        _code.mov(r10, __[r10 + At(SignalRegister.R10)]);
        _code.popfq();
        _code.ret();
    }

    /// <summary>A call of a routine: its frame has the arguments in preserved registers and the routine's address in r12.</summary>
    private void EmitStart(ref Label start)
    {
        _code.Label(ref start);
        _code.add(rsp, 8);
        _code.mov(rcx, rbx);
        _code.mov(rdx, rbp);
        _code.mov(r8, rdi);
        _code.mov(r9, rsi);
        _code.mov(r11, r12);
        foreach (var register in new[] { rbx, rbp, rdi, rsi, r12 })
        {
            _code.xor(register, register);
        }

        _code.jmp(r11);
    }

    private void EmitExits(ref Label returned, ref Label faulted)
    {
        var exit = Label();
        _code.Label(ref returned);
        _code.mov(r10, _context);
        _code.mov(__[r10 + SwitchContext.ResultAt], rax);
        _code.mov(__[r10 + SwitchContext.DriverStackAt], rsp);
        _code.mov(eax, (int)StayEnd.Returned);
        _code.jmp(exit);

        _code.Label(ref faulted);
        _code.mov(r10, _context);
        _code.mov(eax, (int)StayEnd.Signal);

        _code.Label(ref exit);
        _code.ldmxcsr(__dword_ptr[r10 + SwitchContext.HostMxcsrAt]);
        EmitRestoreHost();
        _code.ret();
    }

    private void EmitRestoreHost()
    {
        _code.mov(rsp, __[r10 + SwitchContext.HostStackAt]);
        foreach (var register in new[] { r15, r14, r13, r12, rbp, rbx })
        {
            _code.pop(register);
        }

        _code.cld();
    }

    /// <summary>
    /// Saves a call frame on the driver's stack and leaves. rax has the called address as an offset from the region's start.
    /// </summary>
    private void EmitKernelCall(ref Label kernel)
    {
        var balanced = Label();
        _code.Label(ref kernel);
        _code.mov(__[rsp + 8], rcx);
        _code.mov(__[rsp + 0x10], rdx);
        _code.mov(__[rsp + 0x18], r8);
        _code.mov(__[rsp + 0x20], r9);
        foreach (var register in s_preserved)
        {
            _code.push(register);
        }

        _code.sub(rsp, CallFrame.VectorBytes);
        for (var i = 0; i < s_preservedVectors.Length; i++)
        {
            _code.movaps(__xmmword_ptr[rsp + (16 * i)], s_preservedVectors[i]);
        }

        _code.stmxcsr(__dword_ptr[rsp + CallFrame.MxcsrAt]);
        _code.mov(r10, _context);
        _code.mov(__[r10 + SwitchContext.CalledAt], rax);
        _code.mov(__[r10 + SwitchContext.DriverStackAt], rsp);
        EmitMxcsr(__dword_ptr[r10 + SwitchContext.HostMxcsrAt], __dword_ptr[rsp + CallFrame.MxcsrAt]);
        EmitRestoreHost();
        _code.xor(eax, eax);

        // The last call that the processor saw is the driver's, which does not return here: one return takes it from the addresses that it
        // predicts.
        _code.lea(rcx, __[balanced]);
        _code.push(rcx);
        _code.ret();
        _code.Label(ref balanced);
        _code.ret();
    }

    private void EmitMove(params ReadOnlySpan<string> names)
    {
        var (backwards, done) = (Label(), Label());
        BeginLeaf(names);
        _code.mov(rax, rcx);
        _code.mov(r10, rdi);
        _code.mov(r11, rsi);
        _code.mov(rdi, rcx);
        _code.mov(rsi, rdx);
        _code.mov(rcx, rdi);
        _code.sub(rcx, rsi);
        _code.cmp(rcx, r8);
        _code.mov(rcx, r8);
        _code.jb(backwards);
        _code.rep.movsb();
        _code.jmp(done);
        _code.Label(ref backwards);
        _code.lea(rsi, __[rsi + rcx - 1]);
        _code.lea(rdi, __[rdi + rcx - 1]);
        _code.std();
        _code.rep.movsb();
        _code.cld();
        _code.Label(ref done);
        _code.mov(rdi, r10);
        _code.mov(rsi, r11);
        _code.ret();
    }

    private void EmitFill(string name)
    {
        BeginLeaf(name);
        _code.mov(r10, rdi);
        _code.mov(r11, rcx);
        _code.mov(rdi, rcx);
        _code.mov(eax, edx);
        _code.mov(rcx, r8);
        _code.rep.stosb();
        _code.mov(rax, r11);
        _code.mov(rdi, r10);
        _code.ret();
    }

    private void EmitLength(string name)
    {
        var (next, done) = (Label(), Label());
        BeginLeaf(name);
        _code.xor(eax, eax);
        _code.Label(ref next);
        _code.cmp(__byte_ptr[rcx + rax], 0);
        _code.je(done);
        _code.inc(rax);
        _code.jmp(next);
        _code.Label(ref done);
        _code.ret();
    }

    private void EmitCompare(string name)
    {
        var (next, equal) = (Label(), Label());
        BeginLeaf(name);
        _code.xor(r9d, r9d);
        _code.Label(ref next);
        _code.cmp(r9, r8);
        _code.je(equal);
        _code.movzx(eax, __byte_ptr[rcx + r9]);
        _code.movzx(r10d, __byte_ptr[rdx + r9]);
        _code.inc(r9);
        _code.sub(eax, r10d);
        _code.je(next);
        _code.ret();
        _code.Label(ref equal);
        _code.xor(eax, eax);
        _code.ret();
    }

    /// <summary>
    /// Touches each page of a frame of rax bytes, so that one that does not fit meets the guard. Changes r10 and r11 only.
    /// </summary>
    private void EmitStackProbe(string name)
    {
        const int page = 4096;
        var (next, done) = (Label(), Label());
        BeginLeaf(name);
        _code.lea(r10, __[rsp + 8]);
        _code.mov(r11, rax);
        _code.Label(ref next);
        _code.cmp(r11, page);
        _code.jb(done);
        _code.sub(r10, page);
        _code.sub(r11, page);
        _code.test(__byte_ptr[r10], r11b);
        _code.jmp(next);
        _code.Label(ref done);
        _code.ret();
    }

    private void BeginLeaf(params ReadOnlySpan<string> names)
    {
        var label = Label();
        _code.Label(ref label);
        foreach (var name in names)
        {
            _leaves.Add(name, label);
        }
    }

    private static int At(SignalRegister register) => SwitchContext.RegistersAt + (8 * (int)register);

    // In the order in which a kernel call pushes them: CallFrame has them the other way round.
    private static readonly AssemblerRegister64[] s_preserved = [rbx, rbp, rdi, rsi, r12, r13, r14, r15];

    private static readonly AssemblerRegisterXMM[] s_preservedVectors = [xmm6, xmm7, xmm8, xmm9, xmm10, xmm11, xmm12, xmm13, xmm14, xmm15];

    // All but rsp, and r10, which holds the context until the end.
    private static readonly (AssemblerRegister64 Register, SignalRegister At)[] s_signalRegisters =
    [
        (rax, SignalRegister.Rax), (rbx, SignalRegister.Rbx), (rcx, SignalRegister.Rcx), (rdx, SignalRegister.Rdx),
        (rsi, SignalRegister.Rsi), (rdi, SignalRegister.Rdi), (rbp, SignalRegister.Rbp), (r8, SignalRegister.R8), (r9, SignalRegister.R9),
        (r11, SignalRegister.R11), (r12, SignalRegister.R12), (r13, SignalRegister.R13), (r14, SignalRegister.R14), (r15, SignalRegister.R15),
    ];
}
