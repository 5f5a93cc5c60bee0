namespace Verifier.Kernel;

/// <summary>
/// The kind of a virtual page of the region. One byte a page; <see cref="NonPaged"/> is the only kind the fast path accepts.
/// </summary>
internal enum PageKind : byte
{
    /// <summary>Nothing is mapped here.</summary>
    NotPresent = 0,

    /// <summary>Always resident, readable and writable.</summary>
    NonPaged,

    /// <summary>Pageable: resident, or trimmed and brought back at a touch below DISPATCH_LEVEL.</summary>
    Paged,

    /// <summary>A system mapping: another name for a page elsewhere in the region.</summary>
    Mapped,

    /// <summary>A system mapping that may only be read (MdlMappingNoWrite).</summary>
    MappedReadOnly,

    /// <summary>A driver's code: not writable, reads give the routine's stub bytes.</summary>
    Code,

    /// <summary>A driver's pageable code: not writable.</summary>
    PagedCode,

    /// <summary>A driver's code that is writable too.</summary>
    WritableCode,

    /// <summary>A driver's constants: not writable.</summary>
    ReadOnly,

    /// <summary>Special pool: the inaccessible page next to a block.</summary>
    SpecialGuard,

    /// <summary>Special pool: a freed block's page.</summary>
    SpecialFreed,

    /// <summary>The former place of an unloaded driver.</summary>
    UnloadedImage,
}
