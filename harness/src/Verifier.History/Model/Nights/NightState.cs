namespace Verifier.History;

/// <summary>How far a night is. One that was killed is never continued: what it stored stays, and the next night is another one.</summary>
public enum NightState
{
    /// <summary>It was begun and not ended: it runs, or was killed.</summary>
    Begun,

    /// <summary>It ended.</summary>
    Ended,
}
