namespace Verifier.Binaries.Images.Inspecting;

/// <summary>The linker that made an image, as far as it left traces.</summary>
/// <param name="Name">The linker.</param>
/// <param name="LinkerVersion">The version in the header. LLVM's linker writes 14.0, whichever it is.</param>
/// <param name="CompilerBuild">The highest build number of Microsoft's compilers in the Rich header; null without that header.</param>
internal sealed record Toolchain(string Name, Version LinkerVersion, int? CompilerBuild)
{
    // Linkers put the PE header behind a DOS program of a length of their own.
    private const int PeOffset = 0x3C, LldOffset = 0x78, GnuMajor = 2;

    /// <summary>The linker and its version in words.</summary>
    public string Text => CompilerBuild is { } build ? $"{Name} {LinkerVersion}, compiler build {build}" : $"{Name} {LinkerVersion}";

    /// <summary>Tells it from the headers.</summary>
    public static Toolchain Of(PeFile image)
    {
        var build = RichHeader.HighestBuild(image.Layout);
        var name = build is not null ? "Microsoft link"
            : image.LinkerVersion.Major == GnuMajor ? "GNU ld"
            : image.Layout[PeOffset] == LldOffset ? "LLVM lld"
            : "unknown linker";
        return new Toolchain(name, image.LinkerVersion, build);
    }
}
