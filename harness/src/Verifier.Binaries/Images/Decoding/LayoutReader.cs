using Iced.Intel;

namespace Verifier.Binaries.Images.Decoding;

/// <summary>Gives the decoder the bytes of an image from any position up to an end.</summary>
internal sealed class LayoutReader(byte[] layout) : CodeReader
{
    /// <summary>Rva of the next byte.</summary>
    public int Position { get; set; }

    /// <summary>Rva of the first byte that is not given.</summary>
    public int End { get; set; }

    /// <inheritdoc/>
    public override int ReadByte() => Position < End ? layout[Position++] : -1;
}
