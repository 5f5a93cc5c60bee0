using System.Collections.Immutable;
using Iced.Intel;

namespace Verifier.Binaries.Images.Decoding;

/// <summary>
/// Finds the control codes that a driver compares a request's code with. Follows the four bytes at
/// <c>Parameters.DeviceIoControl.IoControlCode</c> through the code that they reach: compares, chains of subtractions, binary searches,
/// jump tables. What is compared so need not be a control code, since other fields lie at the same offset of other structures: who uses the
/// list tries the codes out.
/// </summary>
internal sealed class ControlCodes
{
    /// <summary>The most that are listed.</summary>
    public const int Most = 256;

    // IO_STACK_LOCATION.Parameters.DeviceIoControl.IoControlCode.
    private const ulong CodeOffset = 0x18;

    // Device types below are none: type 0, and small numbers that are sizes and counts.
    private const uint SmallestCode = 0x1_0000;
    private const uint LongestTable = 1024;
    private const int MostInstructions = 400_000;

    private readonly PeFile _image;
    private readonly LayoutReader _reader;
    private readonly Decoder _decoder;
    private readonly InstructionInfoFactory _uses = new();
    private readonly Stack<(uint Rva, FollowedCode State)> _open = [];
    private readonly HashSet<(uint Rva, string State)> _seen = [];
    private readonly SortedSet<uint> _found = [];
    private int _left = MostInstructions;

    private ControlCodes(PeFile image)
    {
        _image = image;
        _reader = new LayoutReader(image.Layout);
        _decoder = Decoder.Create(64, _reader);
    }

    /// <summary>The codes, ascending.</summary>
    /// <exception cref="BinaryException">Unwind information, which names entry points, is damaged.</exception>
    public static ImmutableArray<uint> Find(PeFile image)
    {
        var finder = new ControlCodes(image);
        foreach (var entry in EntryPoints.Of(image))
        {
            finder.Open(entry, FollowedCode.Nowhere);
        }

        while (finder._left > 0 && finder._open.TryPop(out var next))
        {
            finder.Follow(next.Rva, next.State);
        }

        return [.. finder._found.Take(Most)];
    }

    private void Open(ulong rva, FollowedCode state)
    {
        if (rva < (ulong)_image.Layout.Length && _image.SectionAt((uint)rva) is { IsExecutable: true } && _seen.Add(((uint)rva, state.Key)))
        {
            _open.Push(((uint)rva, state));
        }
    }

    private void Follow(uint rva, FollowedCode state)
    {
        _reader.Position = (int)rva;
        _reader.End = (int)Math.Min(_image.SectionAt(rva)!.End, (uint)_image.Layout.Length);
        _decoder.IP = rva;
        var run = new List<Instruction>();
        while (--_left > 0)
        {
            var instruction = _decoder.Decode();
            if (instruction.IsInvalid)
            {
                return;
            }

            run.Add(instruction);
            if (instruction.FlowControl == FlowControl.Next)
            {
                state = Step(state, instruction, run);
            }
            else if (!Branch(ref state, instruction, run))
            {
                return;
            }
        }
    }

    // Does the run go on behind it?
    private bool Branch(ref FollowedCode state, in Instruction instruction, List<Instruction> run)
    {
        switch (instruction.FlowControl)
        {
            case FlowControl.ConditionalBranch:
                Open(instruction.NearBranchTarget, state);
                state = state.WithDefault(instruction);
                return true;
            case FlowControl.UnconditionalBranch:
                Open(instruction.NearBranchTarget, state);
                return false;
            case FlowControl.Call:
                Open(instruction.NearBranchTarget, state.Arguments());
                state = state.AfterCall();
                return true;
            case FlowControl.IndirectCall:
                state = state.AfterCall();
                return true;
            case FlowControl.IndirectBranch:
                Switch(state, run);
                return false;
            default:
                return false;
        }
    }

    private void Switch(FollowedCode state, List<Instruction> run)
    {
        var last = run.ToArray().AsSpan(Math.Max(0, run.Count - CodeFinder.LongestRun)..);
        var targets = JumpTable.Targets(_image, last);
        if (state.Bound is var (value, end) && end < LongestTable)
        {
            // With a table of bytes before that of offsets, which case leads where is not looked up: all are tried.
            var isPlain = targets.Count == end + 1;
            for (var i = 0u; i <= end; i++)
            {
                if (!isPlain || targets[(int)i] != state.Default)
                {
                    Note(value.CodeFor(i));
                }
            }
        }

        targets.ForEach(target => Open(target, state));
    }

    private FollowedCode Step(FollowedCode state, in Instruction instruction, List<Instruction> run)
    {
        if (instruction is { Mnemonic: Mnemonic.Lea, IsIPRelativeMemoryOperand: true })
        {
            Open(instruction.IPRelativeMemoryAddress, FollowedCode.Nowhere);
        }

        if (IsImmediate(instruction.Op1Kind) && instruction is { Mnemonic: Mnemonic.Cmp, Op0Kind: OpKind.Memory } && IsCodeField(instruction))
        {
            Note((uint)instruction.GetImmediate(1));
        }

        var before = state.At(instruction, 0);
        if (instruction.Mnemonic == Mnemonic.Cmp)
        {
            if (before is not { } compared || !IsImmediate(instruction.Op1Kind))
            {
                return state;
            }

            var with = (uint)instruction.GetImmediate(1);
            Note(compared.CodeFor(with));
            return state.WithBound(compared, with);
        }

        var after = Sum(instruction, run) ?? Result(state, before, instruction);
        if (after is { Rotation: 0, Added: not 0 } changed && instruction.Mnemonic is not (Mnemonic.Mov or Mnemonic.Ror or Mnemonic.Rol or Mnemonic.Shr))
        {
            Note(changed.CodeFor(0));
        }

        foreach (var use in _uses.GetInfo(instruction).GetUsedRegisters())
        {
            if (use.Access is OpAccess.Write or OpAccess.ReadWrite or OpAccess.CondWrite or OpAccess.ReadCondWrite)
            {
                state = state.Without(use.Register);
            }
        }

        return after is { } value ? state.With(instruction, value) : state;
    }

    // The field added to a constant that was loaded into the register before.
    private static CodeValue? Sum(in Instruction instruction, List<Instruction> run)
    {
        if (instruction is not { Mnemonic: Mnemonic.Add, Op0Kind: OpKind.Register, Op1Kind: OpKind.Memory } || !IsCodeField(instruction))
        {
            return null;
        }

        for (var i = run.Count - 2; i >= 0; i--)
        {
            if (run[i] is { Mnemonic: Mnemonic.Mov, Op0Kind: OpKind.Register } load && load.Op0Register == instruction.Op0Register)
            {
                return IsImmediate(load.Op1Kind) ? new CodeValue((uint)load.GetImmediate(1), 0) : null;
            }
        }

        return null;
    }

    // What the first operand holds afterwards, if it has to do with the code.
    private static CodeValue? Result(FollowedCode state, CodeValue? before, in Instruction instruction)
    {
        var constant = IsImmediate(instruction.Op1Kind) ? (uint)instruction.GetImmediate(1) : (uint?)null;
        return instruction.Mnemonic switch
        {
            Mnemonic.Mov when instruction.Op1Kind == OpKind.Memory && IsCodeField(instruction) => default(CodeValue),
            Mnemonic.Mov => state.At(instruction, 1),
            Mnemonic.Add when constant is { } by => before?.Plus(by),
            Mnemonic.Sub when constant is { } by => before?.Plus(0 - by),
            Mnemonic.Inc => before?.Plus(1),
            Mnemonic.Dec => before?.Plus(uint.MaxValue),
            Mnemonic.Ror or Mnemonic.Shr when constant is { } by => before?.Rotated((int)by),
            Mnemonic.Rol when constant is { } by => before?.Rotated(32 - (int)by),
            Mnemonic.Lea when instruction is { MemoryIndex: Register.None, IsIPRelativeMemoryOperand: false } =>
                state.OfRegister(instruction.MemoryBase)?.Plus((uint)instruction.MemoryDisplacement64),
            _ => null,
        };
    }

    private static bool IsImmediate(OpKind kind) => kind is >= OpKind.Immediate8 and <= OpKind.Immediate32to64;

    private static bool IsCodeField(in Instruction instruction) =>
        instruction is { MemoryDisplacement64: CodeOffset, MemoryIndex: Register.None, MemoryBase: not (Register.RSP or Register.RBP or Register.RIP or Register.None) }
        && instruction.MemorySize is MemorySize.UInt32 or MemorySize.Int32;

    private void Note(uint code)
    {
        if (code is >= SmallestCode and < 0xFFFF_0000)
        {
            _found.Add(code);
        }
    }
}
