using System.Buffers.Binary;

namespace Verifier.Binaries.Images.Inspecting;

/// <summary>
/// The list of tools that Microsoft's linker leaves between the DOS program and the PE header: pairs of tool and count, each word combined
/// with a key by exclusive or, from "DanS" to "Rich" and the key.
/// </summary>
internal static class RichHeader
{
    private const int DosHeaderBytes = 0x40, PeOffset = 0x3C, WordBytes = 4, PairBytes = 8, PaddingBytes = 12, LargestStub = 0x1000;
    private const uint Begin = 0x536E_6144, End = 0x6863_6952;

    /// <summary>The highest build number of a tool; null when there is no such header.</summary>
    /// <param name="layout">The image, headers first.</param>
    public static int? HighestBuild(byte[] layout)
    {
        var stub = layout.AsSpan(0, (int)Math.Min(Word(layout, PeOffset), Math.Min(layout.Length, LargestStub)));
        var end = LastWord(stub, End);
        if (end < 0 || end + PairBytes > stub.Length)
        {
            return null;
        }

        var key = Word(stub, end + WordBytes);
        var begin = LastWord(stub[..end], Begin ^ key);
        if (begin < 0)
        {
            return null;
        }

        var highest = 0;
        for (var at = begin + WordBytes + PaddingBytes; at + PairBytes <= end; at += PairBytes)
        {
            highest = Math.Max(highest, (int)((Word(stub, at) ^ key) & 0xFFFF));
        }

        return highest;
    }

    private static int LastWord(ReadOnlySpan<byte> bytes, uint value)
    {
        for (var at = (bytes.Length & -WordBytes) - WordBytes; at >= DosHeaderBytes; at -= WordBytes)
        {
            if (Word(bytes, at) == value)
            {
                return at;
            }
        }

        return -1;
    }

    private static uint Word(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt32LittleEndian(bytes[at..]);
}
