namespace Verifier.Kernel;

/// <summary>
/// One resource that a driver holds: what it is, which address or handle names it, bytes and tag where it has them, and the call that
/// acquired it (its number in the run and its DDI).
/// </summary>
internal readonly record struct Resource(ResourceKind Kind, ulong Key, DriverImage Owner, ulong Bytes, PoolTag Tag, long CallNumber, Ddi? AcquiredBy);
