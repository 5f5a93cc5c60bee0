namespace Verifier.Engine.Exploration;

/// <summary>The strategy that a case belongs to. Reports have this order.</summary>
public enum CaseKind
{
    /// <summary>One fault point fails once.</summary>
    Each,

    /// <summary>One fault point fails, and all behind it.</summary>
    Persistent,

    /// <summary>Two fault points fail, the second of which exists only because of the first.</summary>
    Second,

    /// <summary>A dice is thrown for every call.</summary>
    Random,

    /// <summary>Nothing is injected; a limit of the machine is lowered.</summary>
    Exhaust,

    /// <summary>Nothing fails: the golden run is read for advice on memory.</summary>
    Economy,

    /// <summary>Nothing fails; memory that the kernel hands out uninitialised has other contents.</summary>
    Fill,
}
