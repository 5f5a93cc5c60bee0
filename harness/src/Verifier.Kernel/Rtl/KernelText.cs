using System.Runtime.InteropServices;

namespace Verifier.Kernel;

/// <summary>UNICODE_STRINGs as the kernel itself reads and writes them.</summary>
internal static class KernelText
{
    /// <summary>The text of a UNICODE_STRING that a driver supplied; empty for the NULL pointer.</summary>
    public static string Read(Machine machine, ulong unicodeString)
    {
        if (unicodeString == 0)
        {
            return string.Empty;
        }

        var view = new UnicodeString(machine, unicodeString);
        var characters = new char[view.Length / sizeof(char)];
        machine.Memory.CopyFrom(view.Buffer, MemoryMarshal.AsBytes(characters.AsSpan()));
        return new string(characters);
    }

    /// <summary>Fills a UNICODE_STRING and its buffer, which is as long as the text.</summary>
    public static void Write(Machine machine, ulong unicodeString, ulong buffer, string text)
    {
        var bytes = (ushort)(text.Length * sizeof(char));
        _ = new UnicodeString(machine, unicodeString) { Length = bytes, MaximumLength = bytes, Buffer = new Pointer(machine, buffer) };
        machine.Memory.CopyTo(buffer, MemoryMarshal.AsBytes(text.AsSpan()));
    }
}
