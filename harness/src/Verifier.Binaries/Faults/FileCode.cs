using Iced.Intel;
using Verifier.Binaries.Loading;

namespace Verifier.Binaries.Faults;

/// <summary>Decodes instructions of an image as its file has them, before anything was replaced.</summary>
internal static class FileCode
{
    private const int LongestInstruction = 15;

    /// <summary>The instruction at an rva of the image; an invalid one beyond its end.</summary>
    public static Instruction Decode(CompiledImage image, uint rva)
    {
        var layout = image.File.Layout;
        var length = Math.Min(LongestInstruction, layout.Length - (int)rva);
        if (length <= 0)
        {
            return default;
        }

        var decoder = Decoder.Create(64, new ByteArrayCodeReader(layout, (int)rva, length), image.Base + rva);
        decoder.Decode(out var instruction);
        return instruction;
    }
}
