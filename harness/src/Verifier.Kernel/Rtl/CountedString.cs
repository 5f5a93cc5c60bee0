using System.Runtime.InteropServices;
using System.Text;

namespace Verifier.Kernel;

/// <summary>
/// The header of a UNICODE_STRING or ANSI_STRING at a driver's address, with its text: what the Rtl string routines work on. The
/// C locale is Latin-1 (our choice): one byte a character, what does not fit becomes a question mark.
/// </summary>
internal readonly struct CountedString(Machine machine, ulong address, bool isWide)
{
    public const int MaximumBytes = ushort.MaxValue - 1;

    private const ulong MaximumLengthOffset = 2;
    private const ulong BufferOffset = 8;

    public int Length => machine.Memory.Read<ushort>(address);

    public int MaximumLength => machine.Memory.Read<ushort>(address + MaximumLengthOffset);

    public ulong Buffer => machine.Memory.Read<ulong>(address + BufferOffset);

    /// <summary>Bytes of a character, and of the terminator.</summary>
    public int Unit => isWide ? sizeof(char) : 1;

    public string Text => ReadText(machine, Buffer, Length, isWide);

    public static CountedString Unicode(Machine machine, ulong address) => new(machine, address, isWide: true);

    public static CountedString Ansi(Machine machine, ulong address) => new(machine, address, isWide: false);

    /// <summary>The text of a terminated string, of which at most so many characters are read.</summary>
    public static string ReadTerminated(Machine machine, ulong address, bool isWide, int most = int.MaxValue)
    {
        var text = new StringBuilder();
        while (text.Length < most)
        {
            var c = isWide ? (char)machine.Memory.Read<ushort>(address) : (char)machine.Memory.Read<byte>(address);
            if (c == '\0')
            {
                break;
            }

            text.Append(c);
            address += isWide ? 2UL : 1;
        }

        return text.ToString();
    }

    public void Set(int length, int maximumLength, ulong buffer)
    {
        SetLength(length);
        machine.Memory.Write(address + MaximumLengthOffset, (ushort)maximumLength);
        machine.Memory.Write(address + BufferOffset, buffer);
    }

    public void SetLength(int length) => machine.Memory.Write(address, (ushort)length);

    /// <summary>The bytes of the text: the length may be odd.</summary>
    public byte[] Bytes()
    {
        var bytes = new byte[Length];
        machine.Memory.CopyFrom(Buffer, bytes);
        return bytes;
    }

    /// <summary>Text as the bytes that the buffer holds of it.</summary>
    public byte[] BytesOf(string text) => isWide ? MemoryMarshal.AsBytes(text.AsSpan()).ToArray() : Encoding.Latin1.GetBytes(text);

    /// <summary>Writes bytes into the buffer at an offset, with a terminator where one is wanted and still fits.</summary>
    public void Write(int offset, ReadOnlySpan<byte> bytes, bool isTerminated = true)
    {
        machine.Memory.CopyTo(Buffer + (ulong)offset, bytes);
        var end = offset + bytes.Length;
        SetLength(end);
        if (isTerminated && end + Unit <= MaximumLength)
        {
            machine.Memory.Fill(Buffer + (ulong)end, (ulong)Unit, 0);
        }
    }

    private static string ReadText(Machine machine, ulong buffer, int length, bool isWide)
    {
        var bytes = new byte[length];
        machine.Memory.CopyFrom(buffer, bytes);
        return isWide ? new string(MemoryMarshal.Cast<byte, char>(bytes)) : Encoding.Latin1.GetString(bytes);
    }
}
