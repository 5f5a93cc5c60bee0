using Iced.Intel;
using Verifier.Binaries.Tests.Building;
using static Iced.Intel.AssemblerRegisters;

namespace Verifier.Binaries.Tests.Exceptions;

/// <summary>Images whose functions have __try blocks, as a compiler lays them out.</summary>
internal sealed class HandlerImage
{
    public const string Kernel = "ntoskrnl.exe";
    private const int FrameBytes = 0x28, AllocateSmall = 2, PrologBytes = 4;

    private readonly uint _thunk;

    public HandlerImage()
    {
        Builder = new PeImageBuilder();
        var slot = Builder.Import(Kernel, "__C_specific_handler");
        _thunk = Builder.Text.Assemble(code => code.JumpThrough(Builder.Address(slot))).Begin;
        Trace = Builder.Data.Reserve(8);
    }

    public PeImageBuilder Builder { get; }

    /// <summary>Where handlers note that they ran: a decimal digit each.</summary>
    public uint Trace { get; }

    /// <summary>What handles exceptions of functions: __C_specific_handler's thunk unless it is set.</summary>
    public uint? Handler { get; set; }

    /// <summary>Appends a digit to the trace. Changes r11 only.</summary>
    public void Note(Assembler code, int digit)
    {
        code.Load(r11, Builder.Address(Trace));
        code.imul(r11, r11, 10);
        code.add(r11, digit);
        code.Store(Builder.Address(Trace), r11);
    }

    /// <summary>A filter: notes a digit and answers.</summary>
    public uint Filter(int digit, int answer) => Builder.Text.Assemble(code =>
    {
        Note(code, digit);
        code.mov(eax, answer);
        code.ret();
    }).Begin;

    /// <summary>A __finally block: notes a digit.</summary>
    public uint Finally(int digit) => Builder.Text.Assemble(code =>
    {
        Note(code, digit);
        code.ret();
    }).Begin;

    /// <summary>A function with a frame of 28h bytes. Its body has a protected part, and behind that the __except block if there is one.</summary>
    /// <param name="guarded">The protected part.</param>
    /// <param name="rest">What comes after it; the frame is taken down behind that.</param>
    /// <param name="scopes">Handlers by their rvas, innermost first; the second is true for one that goes on behind the protected part.</param>
    public CodeRange Function(Action<Assembler> guarded, Action<Assembler> rest, params (uint Handler, bool IsExcept)[] scopes)
    {
        Label begin = default, end = default;
        var code = Builder.Text.Assemble(
            assembler =>
            {
                begin = assembler.CreateLabel();
                end = assembler.CreateLabel();
                assembler.sub(rsp, FrameBytes);
                assembler.Label(ref begin);
                guarded(assembler);
                assembler.nop();
                assembler.Label(ref end);
                rest(assembler);
                assembler.add(rsp, FrameBytes);
                assembler.ret();
            },
            out var rvaOf);
        using var data = new MemoryStream();
        using var writer = new BinaryWriter(data);
        writer.Write(scopes.Length);
        foreach (var (handler, isExcept) in scopes)
        {
            writer.Write(rvaOf(begin));
            writer.Write(rvaOf(end));
            writer.Write(handler);
            writer.Write(isExcept ? rvaOf(end) : 0);
        }

        Builder.Function(code, new UnwindSpec
        {
            Flags = UnwindSpec.ExceptionHandler | UnwindSpec.TerminationHandler,
            PrologBytes = PrologBytes,
            Slots = [UnwindSpec.Slot(PrologBytes, AllocateSmall, (FrameBytes - 8) / 8)],
            HandlerRva = Handler ?? _thunk,
            LanguageData = data.ToArray(),
        });
        return code;
    }
}
