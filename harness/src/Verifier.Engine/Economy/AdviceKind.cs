namespace Verifier.Engine.Economy;

/// <summary>The kinds of advice.</summary>
public enum AdviceKind
{
    /// <summary>Much of what is taken is lost to rounding and headers.</summary>
    Waste,

    /// <summary>Nonpaged blocks that nothing touches above APC_LEVEL.</summary>
    CouldBePaged,

    /// <summary>Large buffers taken late, when memory is in pieces.</summary>
    TakenLate,

    /// <summary>Many blocks of one size, taken and given back: a lookaside list.</summary>
    Lookaside,

    /// <summary>One small block at a time, for the length of a request: room in the device extension.</summary>
    Reserve,

    /// <summary>A DDI that is deprecated or superseded.</summary>
    Deprecated,

    /// <summary>Nonpaged memory that stays in use, which every virtual machine on a host pays.</summary>
    Resident,

    /// <summary>Address space, which is scarce on 32-bit systems.</summary>
    AddressSpace,

    /// <summary>A second attempt after a failed one that gets its memory and does not help.</summary>
    FallbackNeverWorks,
}
