namespace Verifier.Tests.Engine.Verdicts.Contract;

/// <summary>What a keeping device does when memory for a whole item is short.</summary>
public enum Keeping
{
    /// <summary>Takes two halves instead; unload frees all.</summary>
    InHalves,

    /// <summary>Takes two halves instead, and forgets a note each time it does.</summary>
    InHalvesForgetting,

    /// <summary>Fails, and notes the failure in a ring of eight that unload frees.</summary>
    NotedInRing,

    /// <summary>Fails, and notes each failure in a list that unload frees.</summary>
    NotedInList,

    /// <summary>Fails, and notes three failures, then drops them and begins anew; unload frees all.</summary>
    NotedAndDropped,

    /// <summary>Fails, and keeps the first note of all for ever.</summary>
    NotedOnce,

    /// <summary>Fails, and forgets a note of 16 or 64 bytes in turn.</summary>
    ForgottenInTurn,

    /// <summary>Fails, and forgets a note with one of two tags in turn.</summary>
    ForgottenByTwoTags,
}
