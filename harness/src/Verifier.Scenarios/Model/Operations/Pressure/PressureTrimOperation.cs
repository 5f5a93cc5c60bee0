namespace Verifier.Scenarios.Model;

/// <summary>
/// <c>trim</c>: all pageable memory is paged out, as force IRQL checking does at every raise
/// (harness/docs/facts/driver-verifier.md#force-irql-checking).
/// </summary>
public sealed record PressureTrimOperation : PressureOperation;
