using System.Collections.Immutable;
using Iced.Intel;
using Verifier.Binaries.Calls;
using Verifier.Binaries.Faults;
using Verifier.Binaries.Images;
using Verifier.Binaries.Loading;
using Verifier.Binaries.Switching;
using Verifier.Kernel;

namespace Verifier.Binaries.Playing;

/// <summary>Reads what a debugger would show of the innermost call of compiled code.</summary>
internal static class StoppedCodeReader
{
    private const int Before = 6, After = 4;

    // A debugger's order, and which of them a call of the kernel does not keep.
    private static readonly (string Name, int Number, bool IsVolatile)[] s_registers =
    [
        ("rax", RegisterFile.Rax, true), ("rbx", RegisterFile.Rbx, false), ("rcx", RegisterFile.Rcx, true),
        ("rdx", RegisterFile.Rdx, true), ("rsi", RegisterFile.Rsi, false), ("rdi", RegisterFile.Rdi, false),
    ];

    private const int FirstNumbered = RegisterFile.R8, Numbered = 8, FirstPreserved = RegisterFile.R12;

    /// <summary>Reads it.</summary>
    public static StoppedCode Read(Machine machine, NativePlayer player, Invocation call)
    {
        var registers = call.Registers(machine);
        return new StoppedCode
        {
            Registers = RegistersOf(registers, call.HasAllRegisters),
            HasVolatileRegisters = call.HasAllRegisters,
            Code = CodeAround(player, call.IsAtInstruction ? registers.Rip : registers.Rip - 1),
            Frames = player.Walker.Look(),
        };
    }

    private static ImmutableArray<RegisterValue> RegistersOf(in RegisterFile registers, bool hasAll)
    {
        var values = ImmutableArray.CreateBuilder<RegisterValue>();
        foreach (var (name, number, isVolatile) in s_registers)
        {
            if (hasAll || !isVolatile)
            {
                values.Add(new RegisterValue(name, registers[number]));
            }
        }

        values.Add(new RegisterValue("rip", registers.Rip));
        values.Add(new RegisterValue("rsp", registers.StackPointer));
        values.Add(new RegisterValue("rbp", registers[RegisterFile.Rbp]));
        for (var number = hasAll ? FirstNumbered : FirstPreserved; number < FirstNumbered + Numbered; number++)
        {
            values.Add(new RegisterValue(FormattableString.Invariant($"r{number}"), registers[number]));
        }

        if (hasAll)
        {
            values.Add(new RegisterValue("efl", registers.Flags));
        }

        return values.ToImmutable();
    }

    /// <summary>The instructions around the one that holds an address. Those before it are decoded from the beginning of their function.</summary>
    private static ImmutableArray<StoppedInstruction> CodeAround(NativePlayer player, ulong address)
    {
        if (player.Images.At(address) is not { } image)
        {
            return [];
        }

        var rva = image.RvaOf(address);
        var function = image.File.FindFunction(rva);
        var found = new List<Instruction>();
        var after = 0;
        for (var at = function?.Begin ?? rva; after <= After && (function is null || at < function.Value.End);)
        {
            var instruction = FileCode.Decode(image, at);
            if (instruction.IsInvalid)
            {
                break;
            }

            found.Add(instruction);
            at += (uint)instruction.Length;
            after += at > rva ? 1 : 0;
        }

        var formatter = new MasmFormatter(new CodeNames(image));
        return [.. found.TakeLast(Before + after).Select(i => Shown(image, formatter, i, address))];
    }

    private static StoppedInstruction Shown(CompiledImage image, MasmFormatter formatter, in Instruction instruction, ulong current)
    {
        var rva = image.RvaOf(instruction.IP);
        var text = new StringOutput();
        formatter.Format(instruction, text);
        return new StoppedInstruction(
            instruction.IP,
            image.ImagePlaceOf(rva),
            image.RoutinePlaceOf(rva),
            [.. image.File.Layout.AsSpan((int)rva, instruction.Length)],
            text.ToString(),
            current - instruction.IP < (ulong)instruction.Length);
    }

    /// <summary>Names addresses in an image: routines, imports, and other places by their offset.</summary>
    private sealed class CodeNames(CompiledImage image) : ISymbolResolver
    {
        private readonly Dictionary<uint, PeImport> _imports = image.File.Imports.ToDictionary(i => i.SlotRva);

        /// <inheritdoc/>
        public bool TryGetSymbol(in Instruction instruction, int operand, int instructionOperand, ulong address, int addressSize, out SymbolResult symbol)
        {
            symbol = default;
            if (!image.Contains(address))
            {
                return false;
            }

            var rva = image.RvaOf(address);
            var name = _imports.TryGetValue(rva, out var import) ? $"__imp_{import.Symbol}"
                : image.Image.HasCode(address) ? image.RoutinePlaceOf(rva)
                : image.ImagePlaceOf(rva);
            symbol = new SymbolResult(address, name);
            return true;
        }
    }
}
