namespace Verifier.Kernel;

/// <summary>A request for pool memory, from any routine.</summary>
/// <param name="Type">Pool type with its flag bits.</param>
/// <param name="Bytes">Bytes asked for.</param>
/// <param name="Tag">Tag.</param>
internal readonly record struct PoolRequest(POOL_TYPE Type, ulong Bytes, PoolTag Tag)
{
    /// <summary>Further options of the request.</summary>
    public PoolRequestOptions Options { get; init; }

    /// <summary>The priority; meaningful with <see cref="PoolRequestOptions.HasPriority"/>.</summary>
    public EX_POOL_PRIORITY Priority { get; init; }

    /// <summary>The kind of uninitialised memory, if it is uninitialised.</summary>
    public UninitialisedKind KindOfMemory => Asks(PoolRequestOptions.SystemBuffer) ? UninitialisedKind.SystemBuffer : UninitialisedKind.Pool;

    public bool Asks(PoolRequestOptions option) => (Options & option) != 0;
}

/// <summary>The options that a routine asks of the pool besides type, size and tag.</summary>
[Flags]
internal enum PoolRequestOptions
{
    None = 0,

    /// <summary>Zeroed.</summary>
    Zero = 1,

    /// <summary>Charged to the process of the current thread.</summary>
    Quota = 2,

    /// <summary>From special pool if there is room, even if Driver Verifier's option is off.</summary>
    Special = 4,

    /// <summary>The priority decides when it fails.</summary>
    HasPriority = 8,

    /// <summary>The routine takes no tag.</summary>
    Untagged = 16,

    /// <summary>The memory is not read: it is not filled.</summary>
    Unfilled = 32,

    /// <summary>The I/O manager's copy of a buffered transfer.</summary>
    SystemBuffer = 64,
}
