namespace Verifier.Binaries.Symbols;

/// <summary>The sections of an image that DWARF's source lines are in.</summary>
internal readonly ref struct DwarfSections
{
    /// <summary>Finds the sections; one that is missing is empty.</summary>
    public DwarfSections(SymbolImage image)
    {
        Line = Find(image, ".debug_line");
        LineTexts = Find(image, ".debug_line_str");
        Texts = Find(image, ".debug_str");
    }

    /// <summary>The line tables: <c>.debug_line</c>.</summary>
    public ReadOnlySpan<byte> Line { get; }

    /// <summary>Names that only line tables use: <c>.debug_line_str</c>, from version 5.</summary>
    public ReadOnlySpan<byte> LineTexts { get; }

    /// <summary>Names that all of DWARF uses: <c>.debug_str</c>.</summary>
    public ReadOnlySpan<byte> Texts { get; }

    private static ReadOnlySpan<byte> Find(SymbolImage image, string name) =>
        image.Sections.FirstOrDefault(section => section.Name == name).Bytes.Span;
}
