using System.Collections;
using Iced.Intel;

namespace Verifier.Binaries.Images.Decoding;

/// <summary>
/// Finds the instructions of an image by following the code from its entry points: direct calls and jumps, and jump tables of the usual
/// forms. Bytes that are not reached so are not looked at, for they may be data. Code that is only reached through pointers in registers,
/// and has no unwind information, stays unknown.
/// </summary>
internal sealed class CodeFinder
{
    /// <summary>How many instructions a visitor sees at once.</summary>
    public const int LongestRun = 32;

    // An image of jump tables alone would take as long as it likes. Real drivers have hundreds.
    private const int MostTables = 8192;

    private const int FastFail = 0x29;

    private readonly PeFile _image;
    private readonly InstructionVisitor _visit;
    private readonly LayoutReader _reader;
    private readonly Decoder _decoder;
    private readonly BitArray _seen;
    private readonly Stack<uint> _targets = [];
    private readonly Instruction[] _run = new Instruction[2 * LongestRun];
    private int _runLength;
    private int _tables;

    private CodeFinder(PeFile image, InstructionVisitor visit)
    {
        (_image, _visit) = (image, visit);
        _reader = new LayoutReader(image.Layout);
        _decoder = Decoder.Create(64, _reader);
        _seen = new BitArray(image.Layout.Length);
    }

    /// <summary>Visits each instruction once. The order depends on the image only; it is not that of addresses.</summary>
    /// <exception cref="BinaryException">Unwind information, which names entry points, is damaged.</exception>
    public static void Walk(PeFile image, InstructionVisitor visit)
    {
        var finder = new CodeFinder(image, visit);
        foreach (var entry in EntryPoints.Of(image))
        {
            finder._targets.Push(entry);
            finder.Follow();
        }
    }

    private void Follow()
    {
        while (_targets.TryPop(out var rva))
        {
            if (rva < _seen.Length && !_seen[(int)rva] && _image.SectionAt(rva) is { IsExecutable: true } section)
            {
                // A call that does not return may be a function's last instruction: what follows is not its code.
                Run(rva, Math.Min(section.End, CodeBounds.Of(_image, rva).End));
            }
        }
    }

    private void Run(uint rva, uint end)
    {
        _runLength = 0;
        _reader.Position = (int)rva;
        _reader.End = (int)end;
        _decoder.IP = rva;
        while (_decoder.IP < end && !_seen[(int)_decoder.IP])
        {
            var at = (int)_decoder.IP;
            ref var instruction = ref NextInRun();
            _decoder.Decode(out instruction);
            if (instruction.IsInvalid)
            {
                return;
            }

            _seen[at] = true;
            var run = Recent();
            _visit(run);
            if (!GoesOn(run))
            {
                return;
            }
        }
    }

    private bool GoesOn(ReadOnlySpan<Instruction> run)
    {
        ref readonly var instruction = ref run[^1];
        if (instruction.Op0Kind == OpKind.NearBranch64)
        {
            Push(instruction.NearBranchTarget);
        }

        switch (instruction.FlowControl)
        {
            case FlowControl.UnconditionalBranch or FlowControl.Return or FlowControl.Exception:
                return false;
            case FlowControl.IndirectBranch when ++_tables > MostTables:
                return false;
            case FlowControl.IndirectBranch:
                JumpTable.Targets(_image, run).ForEach(t => Push(t));
                return false;
            case FlowControl.Interrupt:
                return !EndsFunction(run);
            default:
                return true;
        }
    }

    // Compilers put a breakpoint behind a call that does not return; what follows may be a jump table.
    private static bool EndsFunction(ReadOnlySpan<Instruction> run) => run[^1].Code == Code.Int3
        ? run.Length > 1 && run[^2].FlowControl is FlowControl.Call or FlowControl.IndirectCall
        : run[^1] is { Code: Code.Int_imm8, Immediate8: FastFail };

    private void Push(ulong rva)
    {
        if (rva < (ulong)_seen.Length)
        {
            _targets.Push((uint)rva);
        }
    }

    private ref Instruction NextInRun()
    {
        if (_runLength == _run.Length)
        {
            Array.Copy(_run, LongestRun, _run, 0, LongestRun);
            _runLength = LongestRun;
        }

        return ref _run[_runLength++];
    }

    private ReadOnlySpan<Instruction> Recent() => _run.AsSpan(Math.Max(0, _runLength - LongestRun).._runLength);
}
