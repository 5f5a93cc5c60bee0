namespace Verifier.Kernel;

/// <summary>The history of a block of pool memory.</summary>
/// <param name="IsFreed">It is known to be freed.</param>
/// <param name="FreedBy">The call that freed it, where that is known.</param>
internal readonly record struct BlockHistory(bool IsFreed, Origin? FreedBy);
