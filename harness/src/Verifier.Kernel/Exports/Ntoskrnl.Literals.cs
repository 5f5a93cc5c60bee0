using System.Runtime.InteropServices;
using System.Text;

namespace Verifier.Kernel;

/// <content>
/// String constants, in the driver image's read-only data: writing to one is 0xBE. Those that one call needs are in the caller's frame.
/// </content>
public abstract partial class Ntoskrnl
{
    /// <summary>L"…": the address of 16-bit characters with a terminator.</summary>
    public Pointer WideLiteral(string text) =>
        At(Literal(text, LiteralKind.Wide, () => MemoryMarshal.AsBytes((text + '\0').AsSpan()).ToArray()));

    /// <summary>"…": the address of 8-bit characters with a terminator; characters above 0xFF become question marks.</summary>
    public Pointer AnsiLiteral(string text) => At(Literal(text, LiteralKind.Ansi, () => Encoding.Latin1.GetBytes(text + '\0')));

    /// <summary>RTL_CONSTANT_STRING(L"…"): a UNICODE_STRING constant.</summary>
    public UnicodeString UnicodeLiteral(string text)
    {
        var buffer = WideLiteral(text);
        return new UnicodeString(At(Literal(text, LiteralKind.UnicodeString, () => Counted(2 * text.Length, 2, buffer))));
    }

    /// <summary>RTL_CONSTANT_STRING("…"): an ANSI_STRING constant.</summary>
    public AnsiString AnsiStringLiteral(string text)
    {
        var buffer = AnsiLiteral(text);
        return new AnsiString(At(Literal(text, LiteralKind.AnsiString, () => Counted(text.Length, 1, buffer))));
    }

    private ulong Literal(string text, LiteralKind kind, Func<byte[]> bytes)
    {
        if (!Image.Literals.TryGetValue((text, kind), out var address))
        {
            address = Machine.Images.AddConstant(Image, bytes());
            Image.Literals.Add((text, kind), address);
        }

        return address;
    }

    /// <summary>A string literal as C has it: a UNICODE_STRING in the caller's frame. NULL for null.</summary>
    private ulong PushText(StackFrame frame, string? text)
    {
        if (text is null)
        {
            return 0;
        }

        var characters = frame.Push(Math.Max(1, text.Length) * sizeof(char));
        var address = frame.Push(UnicodeString.Bytes);
        KernelText.Write(Machine, address, characters, text);
        return address;
    }

    private static byte[] Counted(int length, int terminator, ulong buffer)
    {
        var bytes = new byte[SizeOf.UNICODE_STRING];
        BitConverter.TryWriteBytes(bytes, (ushort)length);
        BitConverter.TryWriteBytes(bytes.AsSpan(2), (ushort)(length + terminator));
        BitConverter.TryWriteBytes(bytes.AsSpan(8), buffer);
        return bytes;
    }
}
