using System.Runtime.InteropServices;
using System.Text;

namespace Verifier.Kernel;

/// <summary>
/// The C runtime's work on terminated strings of 8-bit or 16-bit characters. They are read and written where they lie, character by
/// character: without a terminator a routine runs on until it faults, as in C.
/// </summary>
internal readonly struct CrtString(Machine machine, bool isWide)
{
    private ulong Unit => isWide ? 2UL : 1;

    /// <summary>The character at an index.</summary>
    public char At(ulong address, ulong index) =>
        isWide ? (char)machine.Memory.Read<ushort>(address + (index * Unit)) : (char)machine.Memory.Read<byte>(address + index);

    /// <summary>Characters before the terminator, or <paramref name="most"/> when it is not among the first of them.</summary>
    public ulong Length(ulong address, ulong most = ulong.MaxValue)
    {
        ulong length = 0;
        while (length < most && At(address, length) != '\0')
        {
            length++;
        }

        return length;
    }

    /// <summary>Negative, zero or positive as the first string is less, equal or greater; of at most so many characters.</summary>
    public int Compare(ulong first, ulong second, ulong most = ulong.MaxValue, bool ignoreCase = false)
    {
        for (ulong i = 0; i < most; i++)
        {
            var (a, b) = (Folded(At(first, i), ignoreCase), Folded(At(second, i), ignoreCase));
            if (a != b || a == '\0')
            {
                return a - b;
            }
        }

        return 0;
    }

    /// <summary>Copies with the terminator; the destination.</summary>
    public ulong Copy(ulong destination, ulong source)
    {
        ulong i = 0;
        do
        {
            Put(destination, i, At(source, i));
        }
        while (At(source, i++) != '\0');

        return destination;
    }

    /// <summary>strncpy: exactly so many characters, zeros after the terminator and no terminator when none is among them.</summary>
    public ulong CopyCounted(ulong destination, ulong source, ulong count)
    {
        var length = Length(source, count);
        for (ulong i = 0; i < count; i++)
        {
            Put(destination, i, i < length ? At(source, i) : '\0');
        }

        return destination;
    }

    /// <summary>strcat and strncat: appends at most so many characters and a terminator; the destination.</summary>
    public ulong Append(ulong destination, ulong source, ulong most = ulong.MaxValue)
    {
        var end = Length(destination);
        var length = Length(source, most);
        for (ulong i = 0; i < length; i++)
        {
            Put(destination, end + i, At(source, i));
        }

        Put(destination, end + length, '\0');
        return destination;
    }

    /// <summary>The address of the first such character, the terminator included; 0 when there is none.</summary>
    public ulong Find(ulong address, char wanted)
    {
        for (ulong i = 0; ; i++)
        {
            var c = At(address, i);
            if (c == wanted)
            {
                return address + (i * Unit);
            }

            if (c == '\0')
            {
                return 0;
            }
        }
    }

    /// <summary>The address of the last such character, the terminator included; 0 when there is none.</summary>
    public ulong FindLast(ulong address, char wanted)
    {
        for (var i = Length(address) + 1; i-- > 0;)
        {
            if (At(address, i) == wanted)
            {
                return address + (i * Unit);
            }
        }

        return 0;
    }

    /// <summary>The address where a text begins in another; 0 when nowhere.</summary>
    public ulong FindText(ulong address, ulong wanted)
    {
        var length = Length(wanted);
        for (ulong i = 0; ; i++)
        {
            if (Compare(address + (i * Unit), wanted, length) == 0)
            {
                return address + (i * Unit);
            }

            if (At(address, i) == '\0')
            {
                return 0;
            }
        }
    }

    /// <summary>The number of characters from the start that are all among those of a set, or all outside of it.</summary>
    public ulong Span(ulong address, ulong set, bool inside)
    {
        ulong i = 0;
        for (char c; (c = At(address, i)) != '\0' && (Find(set, c) != 0) == inside;)
        {
            i++;
        }

        return i;
    }

    /// <summary>Changes each character in place; the string.</summary>
    public ulong Change(ulong address, Func<char, char> change)
    {
        for (ulong i = 0; At(address, i) is var c and not '\0'; i++)
        {
            Put(address, i, change(c));
        }

        return address;
    }

    /// <summary>Writes a text, with or without a terminator.</summary>
    public void WriteText(ulong address, string text, bool isTerminated)
    {
        var whole = isTerminated ? text + '\0' : text;
        machine.Memory.CopyTo(address, isWide ? MemoryMarshal.AsBytes(whole.AsSpan()) : Encoding.Latin1.GetBytes(whole));
    }

    private void Put(ulong address, ulong index, char c)
    {
        if (isWide)
        {
            machine.Memory.Write(address + (index * Unit), (ushort)c);
        }
        else
        {
            machine.Memory.Write(address + index, (byte)c);
        }
    }

    // The C locale: letters of ASCII only.
    private static char Folded(char c, bool ignoreCase) => ignoreCase ? CrtCharacters.ToLower(c) : c;
}
