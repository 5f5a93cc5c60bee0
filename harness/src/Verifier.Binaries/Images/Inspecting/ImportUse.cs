using System.Collections.Immutable;

namespace Verifier.Binaries.Images.Inspecting;

/// <summary>An import, its state, and the instructions of the image that use it.</summary>
/// <param name="Import">The import.</param>
/// <param name="Chain">The chain of its forwarders; without forwarders, the import itself and its target.</param>
/// <param name="Sites">
/// Instructions that use it, in the order of addresses, at most <see cref="ImportSites.Most"/>. Calls of its thunk count instead of the
/// thunk.
/// </param>
internal sealed record ImportUse(PeImport Import, ImportChain Chain, ImmutableArray<CallSite> Sites)
{
    /// <summary>The state of the import: modelled, inert or missing.</summary>
    public ImportState State => Chain.Target.State;
}
