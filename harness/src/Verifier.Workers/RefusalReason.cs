namespace Verifier.Workers;

/// <summary>The party at fault when a request cannot be met.</summary>
internal enum RefusalReason
{
    /// <summary>The user's: what was asked, or the files that it names, must be mended.</summary>
    Request,

    /// <summary>The system's: it refuses a file, memory or a process.</summary>
    System,

    /// <summary>The harness's own.</summary>
    Harness,
}
