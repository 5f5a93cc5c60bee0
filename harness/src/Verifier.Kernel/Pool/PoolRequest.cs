namespace Verifier.Kernel;

/// <summary>A request for pool memory, whatever routine it came through.</summary>
/// <param name="Type">Pool type with its flag bits.</param>
/// <param name="Bytes">Bytes asked for.</param>
/// <param name="Tag">Tag.</param>
internal readonly record struct PoolRequest(POOL_TYPE Type, ulong Bytes, PoolTag Tag)
{
    /// <summary>What is asked for besides.</summary>
    public PoolRequestOptions Options { get; init; }

    /// <summary>How badly it is needed; meaningful with <see cref="PoolRequestOptions.HasPriority"/>.</summary>
    public EX_POOL_PRIORITY Priority { get; init; }

    /// <summary>What uninitialised memory it is, if it is any.</summary>
    public UninitialisedKind KindOfMemory => Asks(PoolRequestOptions.SystemBuffer) ? UninitialisedKind.SystemBuffer : UninitialisedKind.Pool;

    public bool Asks(PoolRequestOptions option) => (Options & option) != 0;
}

/// <summary>What a routine asks of the pool besides type, size and tag.</summary>
[Flags]
internal enum PoolRequestOptions
{
    None = 0,

    /// <summary>Zeroed.</summary>
    Zero = 1,

    /// <summary>Charged to the process of the current thread.</summary>
    Quota = 2,

    /// <summary>From special pool if there is room, whatever Driver Verifier's options say.</summary>
    Special = 4,

    /// <summary>The priority decides when it fails.</summary>
    HasPriority = 8,

    /// <summary>The routine takes no tag.</summary>
    Untagged = 16,

    /// <summary>Nobody will look at the memory: it is not filled.</summary>
    Unfilled = 32,

    /// <summary>The I/O manager's copy of a buffered transfer.</summary>
    SystemBuffer = 64,
}
