using System.Collections.Immutable;

namespace Verifier.Binaries.Images.Inspecting;

/// <summary>An import, how far it is there, and where the image uses it.</summary>
/// <param name="Import">The import.</param>
/// <param name="Chain">Where its forwarders lead; without forwarders, what the import itself stands for.</param>
/// <param name="Sites">
/// Instructions that use it, in the order of addresses, at most <see cref="ImportSites.Most"/>. Calls of its thunk count instead of the thunk.
/// </param>
internal sealed record ImportUse(PeImport Import, ImportChain Chain, ImmutableArray<CallSite> Sites)
{
    /// <summary>How far it is there.</summary>
    public ImportState State => Chain.Target.State;
}
