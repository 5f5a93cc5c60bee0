using System.Globalization;
using System.IO.Enumeration;
using System.Text;

namespace Verifier.Kernel;

/// <summary>
/// The tag of a pool block: up to four characters, the first one in the low byte, so that memory shows them in reading order as
/// poolmon prints them (harness/docs/facts/memory.md#tags). C drivers write the characters backwards for that reason: <c>'yrrA'</c> in C
/// and <c>"Arry"</c> here are the same tag. The default value is tag 0, which the pool rejects.
/// </summary>
/// <param name="Value">The 32 bits as the driver passes them.</param>
public readonly record struct PoolTag(uint Value)
{
    /// <summary>The tag that the kernel records for blocks of ExAllocatePool, which takes no tag.</summary>
    public static readonly PoolTag None = From("None");

    /// <summary>The tag of one to four characters in reading order. Shorter tags leave the upper bytes zero, as C does.</summary>
    /// <exception cref="ArgumentException">No character, more than four, or one that does not fit a byte.</exception>
    public static PoolTag From(string characters)
    {
        ArgumentNullException.ThrowIfNull(characters);
        if (characters.Length is 0 or > 4)
        {
            throw new ArgumentException(
                $"A pool tag has one to four characters, '{characters}' has {characters.Length}.", nameof(characters));
        }

        uint value = 0;
        for (int i = 0; i < characters.Length; i++)
        {
            if (characters[i] > 0xFF)
            {
                throw new ArgumentException($"'{characters[i]}' in pool tag '{characters}' does not fit one byte.", nameof(characters));
            }

            value |= (uint)characters[i] << (8 * i);
        }

        return new PoolTag(value);
    }

    /// <summary>Lets a driver write <c>"Arry"</c> where a tag is wanted; see <see cref="From"/> for what is refused.</summary>
    public static implicit operator PoolTag(string characters) => From(characters);

    /// <summary>
    /// True where the tag fits a pattern in reading order: <c>*</c> stands for any run, <c>?</c> for one character, a backslash takes the
    /// next character as it is. Case counts, as it does for the pool; tag 0 is the empty text. Allocates nothing.
    /// </summary>
    public bool Matches(string glob)
    {
        Span<char> characters = stackalloc char[4];
        int length = 0;
        for (uint rest = Value; rest != 0; rest >>= 8)
        {
            characters[length++] = (char)(byte)rest;
        }

        return FileSystemName.MatchesSimpleExpression(glob, characters[..length], ignoreCase: false);
    }

    /// <summary>
    /// The characters in reading order. Bytes outside 0x20-0x7E, and the backslash, are escaped as <c>\x1F</c>; zero bytes at the upper
    /// end of a short tag are left out; tag 0 is <c>0x00000000</c>.
    /// </summary>
    public override string ToString()
    {
        if (Value == 0)
        {
            return "0x00000000";
        }

        var text = new StringBuilder(4);
        for (uint rest = Value; rest != 0; rest >>= 8)
        {
            byte character = (byte)rest;
            bool isPlain = character is >= 0x20 and <= 0x7E and not (byte)'\\';
            _ = isPlain ? text.Append((char)character) : text.Append(CultureInfo.InvariantCulture, $"\\x{character:X2}");
        }

        return text.ToString();
    }
}
