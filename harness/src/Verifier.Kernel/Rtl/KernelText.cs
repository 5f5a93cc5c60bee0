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

        var length = machine.Memory.Read<ushort>(unicodeString) / sizeof(char);
        var characters = new char[length];
        machine.Memory.CopyFrom(machine.Memory.Read<ulong>(unicodeString + 8), MemoryMarshal.AsBytes(characters.AsSpan()));
        return new string(characters);
    }

    /// <summary>Fills a UNICODE_STRING and its buffer, which is as long as the text.</summary>
    public static void Write(Machine machine, ulong unicodeString, ulong buffer, string text)
    {
        var bytes = (ushort)(text.Length * sizeof(char));
        machine.Memory.Write(unicodeString, bytes);
        machine.Memory.Write(unicodeString + 2, bytes);
        machine.Memory.Write(unicodeString + 8, buffer);
        machine.Memory.CopyTo(buffer, MemoryMarshal.AsBytes(text.AsSpan()));
    }
}
