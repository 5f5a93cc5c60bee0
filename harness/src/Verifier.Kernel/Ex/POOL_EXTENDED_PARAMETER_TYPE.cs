namespace Verifier.Kernel;

/// <summary>The kinds of POOL_EXTENDED_PARAMETER of ExAllocatePool3 (harness/docs/facts/memory.md#pool-flags).</summary>
public enum POOL_EXTENDED_PARAMETER_TYPE
{
    /// <summary>None.</summary>
    PoolExtendedParameterInvalidType = 0,

    /// <summary>An EX_POOL_PRIORITY.</summary>
    PoolExtendedParameterPriority = 1,

    /// <summary>A secure pool; not modelled, so it fails unless it is optional.</summary>
    PoolExtendedParameterSecurePool = 2,

    /// <summary>A NUMA node.</summary>
    PoolExtendedParameterNumaNode = 3,
}
