namespace Verifier.Kernel;

/// <summary>A live pool block, as the census sees it.</summary>
/// <param name="Address">Address of its data.</param>
/// <param name="Bytes">Bytes asked for.</param>
/// <param name="ChargedBytes">Bytes it takes from the pool: header, rounding, whole pages.</param>
/// <param name="Type">The type asked for, flags included.</param>
/// <param name="Tag">Its tag.</param>
/// <param name="Owner">The driver that asked for it; null for the kernel's own.</param>
/// <param name="AcquiredBy">The import through which it was asked for; null for the kernel's own.</param>
/// <param name="CallNumber">That call's number in the run.</param>
/// <param name="IsSpecial">True in special pool.</param>
internal readonly record struct PoolBlock(
    ulong Address,
    ulong Bytes,
    ulong ChargedBytes,
    POOL_TYPE Type,
    PoolTag Tag,
    DriverImage? Owner,
    Ddi? AcquiredBy,
    long CallNumber,
    bool IsSpecial);
