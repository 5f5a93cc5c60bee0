namespace Verifier.Kernel;

/// <summary>
/// A handle: the object, what may be done through it, whose it is, and what closing it does beside giving back its reference.
/// </summary>
internal sealed record HandleEntry(ulong Object, uint GrantedAccess, bool IsKernel, ulong Process)
{
    /// <summary>The sequence that closing runs, or null: an open file's CLEANUP.</summary>
    public Func<IEnumerator<KernelAction>>? Closing { get; init; }
}
