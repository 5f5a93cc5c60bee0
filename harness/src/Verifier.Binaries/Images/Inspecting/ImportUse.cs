using System.Collections.Immutable;

namespace Verifier.Binaries.Images.Inspecting;

/// <summary>An import, how far it is there, and where the image uses it.</summary>
/// <param name="Import">The import.</param>
/// <param name="State">How far it is there.</param>
/// <param name="Sites">Instructions that use it, in the order of addresses; calls of its thunk count instead of the thunk; at most <see cref="ImportSites.Most"/>.</param>
internal sealed record ImportUse(PeImport Import, ImportState State, ImmutableArray<CallSite> Sites);
