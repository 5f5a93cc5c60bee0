namespace Verifier.Engine.Planning;

/// <summary>The origin of a fault rule.</summary>
public enum RuleOrigin
{
    /// <summary>An entry under <c>faults:</c>.</summary>
    Script,

    /// <summary>Driver Verifier's randomised low resources simulation.</summary>
    LowResources,

    /// <summary>Driver Verifier's systematic low resources simulation.</summary>
    Systematic,

    /// <summary>The NDIS verifier's INJECT_ALLOCATION_FAILURE.</summary>
    Ndis,

    /// <summary>A single fault point, by ordinal: an exploration's or a replay token's.</summary>
    Point,

    /// <summary>A dice thrown for every fault point: an exploration's.</summary>
    Dice,
}
