namespace Verifier.Kernel;

/// <summary>A section of a loaded image: its name as in the file, what it holds and where it is.</summary>
/// <param name="Name">The name.</param>
/// <param name="Kind">The kind of its contents.</param>
/// <param name="Range">Its pages.</param>
/// <param name="IsDiscardable">Its memory is given back once DriverEntry has succeeded (INIT).</param>
internal readonly record struct ImageSection(string Name, SectionKind Kind, RegionRange Range, bool IsDiscardable = false)
{
    /// <summary>True if routines can be in it.</summary>
    public bool HasCode => Kind is SectionKind.Code or SectionKind.PagedCode or SectionKind.WritableCode;

    /// <summary>True if the driver can keep state in it.</summary>
    public bool IsWritable => Kind is SectionKind.Data or SectionKind.PagedData or SectionKind.WritableCode;
}
