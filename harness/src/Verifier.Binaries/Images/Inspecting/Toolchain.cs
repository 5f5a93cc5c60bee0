namespace Verifier.Binaries.Images.Inspecting;

/// <summary>Which linker made an image, as far as it left traces.</summary>
/// <param name="Name">Microsoft, GNU ld or LLVM lld.</param>
/// <param name="LinkerVersion">The version in the header. lld writes 14.0, whichever it is.</param>
/// <param name="CompilerBuild">The highest build number of Microsoft's compilers in the Rich header; null without that header.</param>
internal sealed record Toolchain(string Name, Version LinkerVersion, int? CompilerBuild)
{
    // GNU ld writes its own version, 2.x; no Microsoft linker that made x64 images was below 8.
    private const int FirstMicrosoft = 8;

    /// <summary>The linker and its version in words.</summary>
    public string Text => CompilerBuild is { } build ? $"{Name} {LinkerVersion}, compiler build {build}" : $"{Name} {LinkerVersion}";

    /// <summary>Tells it from the headers.</summary>
    public static Toolchain Of(PeFile image)
    {
        var build = RichHeader.HighestBuild(image.Layout);
        var name = build is not null ? "Microsoft link" : image.LinkerVersion.Major < FirstMicrosoft ? "GNU ld" : "LLVM lld, or Microsoft link without its Rich header";
        return new Toolchain(name, image.LinkerVersion, build);
    }
}
