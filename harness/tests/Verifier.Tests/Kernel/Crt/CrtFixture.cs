using System.Runtime.InteropServices;
using System.Text;
using Verifier.Kernel;
using Verifier.Tests.Kernel.Ke;

namespace Verifier.Tests.Kernel.Crt;

/// <summary>Calls the C runtime's functions as compiled code does: with the values that registers and stack hold.</summary>
public abstract class CrtFixture : KeFixture
{
    private const int MostParameters = 16;

    /// <summary>Where tests have their texts written.</summary>
    protected Pointer Buffer => NonPaged(0x100);

    /// <summary>Calls an export by its name.</summary>
    protected ulong Call(string name, params ulong[] arguments)
    {
        var ddi = DdiCatalogue.FindExported(name)!;
        Span<ulong> registers = new ulong[Math.Max(arguments.Length, ddi.IsVariadic ? 0 : MostParameters)];
        arguments.CopyTo(registers);
        return Machine.Gate.CallWithRegisters(Driver.Image, ddi, registers);
    }

    /// <summary>The same, for a function that returns an int.</summary>
    protected int Int(string name, params ulong[] arguments) => (int)Call(name, arguments);

    /// <summary>A text in the driver's constants, for the narrow or the wide form of a function.</summary>
    protected Pointer Text(string text, bool isWide = false) => isWide ? Driver.WideLiteral(text) : Driver.AnsiLiteral(text);

    /// <summary>A text in memory that may be written, with a terminator.</summary>
    protected Pointer Put(string text, bool isWide = false, int at = 0x100)
    {
        NonPaged(at).CopyTo(isWide ? MemoryMarshal.AsBytes((text + '\0').AsSpan()) : Encoding.Latin1.GetBytes(text + '\0'));
        return NonPaged(at);
    }

    /// <summary>The terminated text at an address.</summary>
    protected string Read(Pointer at, bool isWide = false) => CountedString.ReadTerminated(Machine, at, isWide);

    /// <summary>So many characters at an address, terminators as dots.</summary>
    protected string Raw(Pointer at, int count, bool isWide = false)
    {
        var bytes = new byte[count * (isWide ? 2 : 1)];
        at.CopyFrom(bytes);
        return (isWide ? Encoding.Unicode : Encoding.Latin1).GetString(bytes).Replace('\0', '.');
    }
}
