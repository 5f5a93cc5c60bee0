using System.Collections.Immutable;
using Verifier.Binaries.Images;
using Verifier.Binaries.Images.Decoding;

namespace Verifier.Cli.Drafting;

/// <summary>Hints in a driver's code about the requests that it accepts.</summary>
/// <param name="Codes">Control codes that it compares with, ascending.</param>
/// <param name="Signatures">What the first four bytes of a buffer may have to be, ascending.</param>
internal sealed record Clues(ImmutableArray<uint> Codes, ImmutableArray<uint> Signatures)
{
    /// <summary>Reads them.</summary>
    /// <exception cref="BinaryException">Unwind information, which names entry points, is damaged.</exception>
    public static Clues Of(PeFile image)
    {
        var codes = ControlCodes.Find(image);
        return new Clues(codes, BufferSignatures.Find(image, codes));
    }
}
