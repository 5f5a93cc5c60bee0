namespace Verifier.History;

/// <summary>The state of a night. One that was killed is never continued: its rows stay, and the next night is another one.</summary>
public enum NightState
{
    /// <summary>It was begun and not ended: it runs, or was killed.</summary>
    Begun,

    /// <summary>It ended.</summary>
    Ended,
}
