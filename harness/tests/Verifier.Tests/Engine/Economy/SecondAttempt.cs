namespace Verifier.Tests.Engine.Economy;

/// <summary>What a device does when it has no block for a write.</summary>
public enum SecondAttempt
{
    /// <summary>It takes a smaller one and fails nevertheless.</summary>
    Futile,

    /// <summary>It takes a smaller one and goes on with that.</summary>
    Helpful,

    /// <summary>It takes a smaller one, which is enough for small writes only.</summary>
    HelpfulForSmall,

    /// <summary>It takes a block to log the failure, and fails.</summary>
    Logged,
}
