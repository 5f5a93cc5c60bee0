namespace Verifier.Kernel;

/// <summary>The contents of a section of an image, which decide how its pages behave.</summary>
internal enum SectionKind
{
    /// <summary>.text: always resident, not writable.</summary>
    Code,

    /// <summary>.data: always resident, writable.</summary>
    Data,

    /// <summary>.rdata: constants, always resident, not writable.</summary>
    Constants,

    /// <summary>PAGE with code: pageable, not writable.</summary>
    PagedCode,

    /// <summary>PAGE with data: pageable, writable.</summary>
    PagedData,

    /// <summary>Code and data in one: an executable section that is writable too, or an image whose sections share pages.</summary>
    WritableCode,
}
