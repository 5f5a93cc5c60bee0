namespace Verifier.Reporting.Model;

/// <summary>Pool that the driver has not freed at one moment.</summary>
/// <param name="Time">Virtual time, 100 ns since boot.</param>
/// <param name="NonPaged">Bytes of nonpaged pool.</param>
/// <param name="Paged">Bytes of paged pool.</param>
/// <param name="Other">Bytes of all else that the driver holds: MDLs, IRPs, device objects …</param>
/// <param name="Held">The number of things that the driver holds, pool blocks included.</param>
public readonly record struct PoolPoint(long Time, long NonPaged, long Paged, long Other = 0, long Held = 0);
