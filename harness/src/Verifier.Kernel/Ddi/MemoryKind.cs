namespace Verifier.Kernel;

/// <summary>
/// Memory by the routines that free it, for DDIs that end in the pool: a DDI states what it allocates and what it frees. All others know their own
/// objects and stop for anything else.
/// </summary>
[Flags]
internal enum MemoryKind
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>Pool memory.</summary>
    Pool = 1,

    /// <summary>Memory of NDIS.</summary>
    Ndis = 2,

    /// <summary>The MDL of a page allocator.</summary>
    MdlPages = 4,

    /// <summary>An MDL.</summary>
    Mdl = 8,
}
