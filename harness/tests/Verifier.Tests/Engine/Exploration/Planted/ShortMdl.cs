namespace Verifier.Tests.Engine.Exploration;

/// <summary>What a driver makes of an MDL with fewer pages than it asked for.</summary>
public enum ShortMdl
{
    /// <summary>Uses it as if it were whole: the defect.</summary>
    Ignored,

    /// <summary>Looks for one page only, and takes two for three: the defect, seen only when one page is missing.</summary>
    HalfSeen,

    /// <summary>Frees it and fails: right.</summary>
    Refused,

    /// <summary>Gets the missing pages with a second request: right too.</summary>
    MadeUp,

    /// <summary>Gets the missing pages, and forgets the first ones when it cannot: the defect is on a path that only a short MDL opens.</summary>
    MadeUpOrForgotten,
}
