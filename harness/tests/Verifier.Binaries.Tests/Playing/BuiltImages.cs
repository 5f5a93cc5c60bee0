using Verifier.Binaries.Tests.Building;

namespace Verifier.Binaries.Tests.Playing;

/// <summary>Images as drivers.</summary>
internal static class BuiltImages
{
    /// <summary>The driver of an image.</summary>
    public static CompiledDriver Parsed(this PeImageBuilder image) => CompiledRig.Parse(image);
}
