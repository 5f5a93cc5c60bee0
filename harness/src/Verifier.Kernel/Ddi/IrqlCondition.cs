namespace Verifier.Kernel;

/// <summary>The condition under which the lower limit of an <see cref="IrqlRule"/> holds instead of the higher one.</summary>
public enum IrqlCondition
{
    /// <summary>Never: the rule has one limit.</summary>
    Never,

    /// <summary>The call is about paged pool or pageable memory.</summary>
    Paged,

    /// <summary>The call maps pages for user mode, or unmaps them there.</summary>
    UserMode,

    /// <summary>The wait may block: its Timeout is not a pointer to 0.</summary>
    Blocking,

    /// <summary>The Wait parameter is TRUE: a wait follows the call.</summary>
    WaitFollows,

    /// <summary>The power state that is set is another than D0.</summary>
    NotD0,

    /// <summary>Windows is older than the version of the rule.</summary>
    OlderWindows,

    /// <summary>The calling driver's device object, above the device of the call, has DO_POWER_PAGABLE and no DO_POWER_INRUSH.</summary>
    PageableDriver,
}
