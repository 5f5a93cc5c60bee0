namespace Verifier.Binaries.Images.Inspecting;

/// <summary>Says whether a driver can run.</summary>
internal enum Runnability
{
    /// <summary>Everything that it imports is there.</summary>
    Complete,

    /// <summary>Imports are missing: a run that comes to one stops there without a verdict.</summary>
    WithGaps,

    /// <summary>A framework is missing without which it does nothing.</summary>
    Impossible,
}
