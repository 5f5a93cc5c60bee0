namespace Verifier.Engine.Interception;

/// <summary>The fault points that a run lists.</summary>
public enum Recording
{
    /// <summary>None.</summary>
    None,

    /// <summary>All.</summary>
    All,

    /// <summary>Those behind the first call that was made to fail: before it the run is like the golden run.</summary>
    AfterFault,
}
