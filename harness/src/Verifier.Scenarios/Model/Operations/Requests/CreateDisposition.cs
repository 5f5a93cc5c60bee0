namespace Verifier.Scenarios.Model;

/// <summary>CreateDisposition of an <c>open</c>, with NT's numbers.</summary>
public enum CreateDisposition
{
    /// <summary>FILE_SUPERSEDE.</summary>
    Supersede = 0,

    /// <summary>FILE_OPEN.</summary>
    Open = 1,

    /// <summary>FILE_CREATE.</summary>
    Create = 2,

    /// <summary>FILE_OPEN_IF.</summary>
    OpenIf = 3,

    /// <summary>FILE_OVERWRITE.</summary>
    Overwrite = 4,

    /// <summary>FILE_OVERWRITE_IF.</summary>
    OverwriteIf = 5,
}
