using Verifier.Binaries.Images;
using Verifier.Kernel;

namespace Verifier.Binaries.Loading;

/// <summary>Lays the sections of a driver file out in memory.</summary>
internal static class SectionLayout
{
    /// <summary>
    /// The sections of an image that is loaded in a range, its headers first. Sections that share pages have no protection of their own:
    /// such an image is one section of writable code, as Windows maps it.
    /// </summary>
    public static IReadOnlyList<ImageSection> Of(PeFile file, RegionRange range)
    {
        if (file.SectionAlignment < PeFile.PageBytes)
        {
            return [new ImageSection("image", SectionKind.WritableCode, range)];
        }

        var headers = file.Sections.IsEmpty ? range.Length : file.Sections[0].Rva;
        return
        [
            new ImageSection("headers", SectionKind.Constants, range with { Length = headers }),
            .. file.Sections.Select(s => new ImageSection(s.Name, KindOf(s), RangeOf(s, range), s.IsDiscardable)),
        ];
    }

    private static RegionRange RangeOf(PeSection section, RegionRange image) =>
        new(image.Offset + section.Rva, (section.VirtualSize + PeFile.PageBytes - 1L) & -PeFile.PageBytes);

    private static SectionKind KindOf(PeSection section) => (section.IsExecutable, section.IsWritable, section.IsPageable) switch
    {
        (true, true, _) => SectionKind.WritableCode,
        (true, false, true) => SectionKind.PagedCode,
        (true, false, false) => SectionKind.Code,
        (false, true, true) => SectionKind.PagedData,
        (false, true, false) => SectionKind.Data,
        _ => SectionKind.Constants,
    };
}
