namespace Verifier.Kernel;

/// <summary>A section of a loaded image: its name as in the file, what it holds and where it is.</summary>
internal readonly record struct ImageSection(string Name, SectionKind Kind, RegionRange Range)
{
    /// <summary>Can routines be in it?</summary>
    public bool HasCode => Kind is SectionKind.Code or SectionKind.PagedCode or SectionKind.Discardable;

    /// <summary>Can the driver keep state in it?</summary>
    public bool IsWritable => Kind is SectionKind.Data or SectionKind.PagedData;
}
