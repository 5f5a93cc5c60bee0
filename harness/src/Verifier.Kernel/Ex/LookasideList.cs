namespace Verifier.Kernel;

/// <summary>
/// GENERAL_LOOKASIDE, which NPAGED_LOOKASIDE_LIST, PAGED_LOOKASIDE_LIST and LOOKASIDE_LIST_EX begin with: offsets of
/// harness/docs/facts/io.md#structure-layouts. Storage is the driver's, nonpaged, for all kinds.
/// </summary>
public static class LookasideList
{
    /// <summary>Bytes of an NPAGED_LOOKASIDE_LIST or PAGED_LOOKASIDE_LIST.</summary>
    public const int Bytes = 0x80;

    /// <summary>Bytes of a LOOKASIDE_LIST_EX.</summary>
    public const int ExBytes = 0x60;

    /// <summary>EX_LOOKASIDE_LIST_EX_FLAGS_RAISE_ON_FAIL: the pool raises on a miss that cannot be filled.</summary>
    public const uint RaiseOnFail = 1;

    /// <summary>EX_LOOKASIDE_LIST_EX_FLAGS_FAIL_NO_RAISE: passes that flag on to the driver's own allocate routine.</summary>
    public const uint FailNoRaise = 2;

    internal const int ListHead = 0x00;
    internal const int Depth = 0x10;
    internal const int MaximumDepth = 0x12;
    internal const int TotalAllocates = 0x14;
    internal const int AllocateMisses = 0x18;
    internal const int TotalFrees = 0x1C;
    internal const int FreeMisses = 0x20;
    internal const int Type = 0x24;
    internal const int Tag = 0x28;
    internal const int Size = 0x2C;
    internal const int Allocate = 0x30;
    internal const int Free = 0x38;
    internal const int LastTotalAllocates = 0x50;
    internal const int LastAllocateMisses = 0x54;
}

/// <summary>A driver's routine that allocates an entry when a lookaside list is empty.</summary>
[DriverRoutine]
public delegate Pointer ALLOCATE_FUNCTION(POOL_TYPE poolType, ulong numberOfBytes, PoolTag tag);

/// <summary>A driver's routine that frees an entry when a lookaside list is full.</summary>
[DriverRoutine]
public delegate void FREE_FUNCTION(Pointer buffer);

/// <summary>ALLOCATE_FUNCTION of a LOOKASIDE_LIST_EX, which gets the list too.</summary>
[DriverRoutine]
public delegate Pointer ALLOCATE_FUNCTION_EX(POOL_TYPE poolType, ulong numberOfBytes, PoolTag tag, Pointer lookaside);

/// <summary>FREE_FUNCTION of a LOOKASIDE_LIST_EX, which gets the list too.</summary>
[DriverRoutine]
public delegate void FREE_FUNCTION_EX(Pointer buffer, Pointer lookaside);
