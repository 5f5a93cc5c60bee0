namespace Verifier.Binaries.Symbols;

/// <summary>Names and lines that were read from a file.</summary>
internal sealed class ImageSymbols : IImageSymbols
{
    private readonly RoutineTable _routines;
    private readonly LineTable _lines;

    private ImageSymbols(RoutineTable routines, LineTable lines) => (_routines, _lines) = (routines, lines);

    /// <summary>No names and no lines.</summary>
    public static ImageSymbols None { get; } = new Builder(new SymbolImage { File = default, PreferredBase = 0, Sections = [] }).Build();

    /// <inheritdoc/>
    public IReadOnlyList<RoutineSymbol> Routines => _routines.All;

    /// <inheritdoc/>
    public SourceLocation? Find(uint rva)
    {
        if (_routines.At(rva) is not { } routine)
        {
            return null;
        }

        var (file, line) = _lines.At(rva);
        return new SourceLocation(routine.Name, rva - routine.Rva, file, line);
    }

    /// <summary>Collects the routines and lines that readers find.</summary>
    internal sealed class Builder
    {
        /// <param name="image">The image.</param>
        public Builder(SymbolImage image)
        {
            Sections = new SectionMap(image.Sections);
            Routines = new RoutineTable.Builder(Sections, image.RoutineStarts);
        }

        /// <summary>The sections of the image.</summary>
        public SectionMap Sections { get; }

        /// <summary>The texts of all names.</summary>
        public TextPool Texts { get; } = new();

        /// <summary>The routines so far.</summary>
        public RoutineTable.Builder Routines { get; }

        /// <summary>The lines so far.</summary>
        public LineTable.Builder Lines { get; } = new();

        /// <summary>Makes the symbols.</summary>
        public ImageSymbols Build() => new(Routines.Build(), Lines.Build());
    }
}
